using System.Globalization;
using System.Text.Json;
using GeoServe.Core.TileMatrices;

namespace GeoServe.TestKit.Archives;

/// <summary>Tiles of an archive as a reader that is not ours gives them.</summary>
/// <param name="Facts">Header, metadata and the like.</param>
/// <param name="Tiles">The bodies.</param>
public sealed record ArchiveTiles(JsonElement Facts, IReadOnlyDictionary<TileCoordinate, byte[]> Tiles)
{
    /// <summary>By Python's SQLite: bodies as they are stored.</summary>
    public static async Task<ArchiveTiles> OfMbTilesAsync(string file) => Of(await Clients.Archives.ReadMbTilesAsync(file));

    /// <summary>By Protomaps' reader: bodies unpacked. Asks for every tile of every zoom, so for small zooms only.</summary>
    public static async Task<ArchiveTiles> OfPmTilesAsync(string file) => Of(await Clients.Archives.ReadPmTilesAsync(file));

    /// <summary>The tile of a name such as <c>3/1/2</c>: zoom, column, row from the north.</summary>
    public static TileCoordinate TileOf(string name)
    {
        int[] numbers = [.. name.Split('/').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return new TileCoordinate(numbers[0], numbers[1], numbers[2]);
    }

    private static ArchiveTiles Of(JsonElement answer) => new(
        answer, answer.GetProperty("tiles").EnumerateObject().ToDictionary(tile => TileOf(tile.Name), tile => tile.Value.GetBytesFromBase64()));
}
