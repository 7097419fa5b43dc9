using System.Globalization;

namespace GeoServe.Sources.Files;

/// <summary>Keys that are numbers.</summary>
/// <param name="find">Gives the index of a number, or -1.</param>
internal sealed class NumberKeys(Func<long, long> find) : RowKeys
{
    /// <summary>Keys that stand in ascending order, one a row.</summary>
    public static NumberKeys Of(long[] ascending) => new(key => Array.BinarySearch(ascending, key) is >= 0 and int index ? index : -1);

    /// <inheritdoc/>
    public override long Find(string id) =>
        // Only the form that FeatureId writes: "+7" and "007" name nothing.
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long key) && key.ToString(CultureInfo.InvariantCulture) == id ? find(key) : -1;
}
