using GeoServe.Core.Sources;

namespace GeoServe.Core.Tiles;

/// <summary>What tells a tile from every other whatever its version: its key without the stamp.</summary>
/// <param name="Map">Id of the map.</param> <param name="Style">Id of the style.</param> <param name="Set">Id of the tile matrix set.</param>
/// <param name="Z">Matrix.</param> <param name="X">Column.</param> <param name="Y">Row.</param>
/// <param name="Format">Format.</param> <param name="Scale">1 or 2.</param>
/// <param name="ViewClass">Id of the view class.</param>
/// <param name="Condition">Canonical filter, time and attributes (<see cref="Maps.MapSelection.Text"/>); empty for all.</param>
public readonly record struct TileName(string Map, string Style, string Set, int Z, int X, int Y, TileFormat Format, int Scale, string ViewClass, string Condition = "")
{
    /// <summary>How the body is packed.</summary>
    public TileEncoding Encoding { get; init; }

    /// <inheritdoc/>
    public override int GetHashCode() => Condition.Length == 0 ? HashOfTile : HashCode.Combine(HashOfTile, Condition);

    private int HashOfTile => HashCode.Combine(Map, Style, Set, HashCode.Combine(X, Y), Z, HashCode.Combine(Format, Encoding), Scale, ViewClass);
}
