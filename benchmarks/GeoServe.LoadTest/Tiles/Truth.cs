using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Contenders;
using GeoServe.LoadTest.Results;
using Npgsql;

namespace GeoServe.LoadTest.Tiles;

/// <summary>What the source has inside of tiles, as PostGIS counts and measures it.</summary>
internal static class Truth
{
    public static async Task<ContentMeasured> OfAsync(string connection, TileCoordinate[] tiles, CancellationToken cancellationToken)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(cancellationToken);
        var layers = new Dictionary<string, LayerContent>(StringComparer.Ordinal);
        foreach (TileCoordinate tile in tiles)
        {
            await using var command = new NpgsqlCommand("select layer, features, area from truth($1, $2, $3)", database)
            {
                Parameters = { new NpgsqlParameter { Value = tile.Z }, new NpgsqlParameter { Value = tile.X }, new NpgsqlParameter { Value = tile.Y } },
            };
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                string layer = reader.GetString(0);
                layers[layer] = layers.GetValueOrDefault(layer, new LayerContent(0, 0)) + new LayerContent(reader.GetInt64(1), reader.GetDouble(2));
            }
        }
        return new ContentMeasured(Names.Source, tiles[0].Z, tiles.Length, 0, layers);
    }
}
