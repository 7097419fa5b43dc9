using System.Globalization;
using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Tiles;

/// <summary>The key under which one version of a tile is stored (design, section 4): its name and its stamp.</summary>
/// <param name="Name">Which tile.</param>
/// <param name="Stamp">Which version.</param>
public readonly record struct TileKey(TileName Name, ulong Stamp)
{
    /// <summary>
    /// The key as stores spell it: <c>map/style/set/z/x/y.format@scale/class/stamp</c>, and <c>.../class/condition/stamp</c> with 128 bits of a hash
    /// where the name has a condition; the format of a Brotli body is <c>mvt+br</c>. Ids have no slash. Frozen by a test.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name.Map}/{Name.Style}/{Name.Set}/{Name.Z}/{Name.X}/{Name.Y}.{Name.Format.Extension()}{(Name.Encoding == TileEncoding.Brotli ? "+br" : "")}@{Name.Scale}/{Name.ViewClass}/{HashOf(Name.Condition)}{Stamp:x16}");

    private static string HashOf(string condition) =>
        condition.Length == 0 ? "" : XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(condition)).ToString("x32", CultureInfo.InvariantCulture) + "/";
}
