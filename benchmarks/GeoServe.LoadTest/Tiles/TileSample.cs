using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using Npgsql;

namespace GeoServe.LoadTest.Tiles;

/// <summary>
/// Chooses tiles where people are: each is the tile of a citizen's report drawn by lot, so that a dense part of the city weighs as much as it is looked
/// at. No tile is chosen twice; the order is that of the draw. The same seed draws the same tiles.
/// </summary>
internal static class TileSample
{
    private const int Draws = 20_000;

    /// <summary>Draws tiles of a zoom.</summary>
    /// <param name="places">Web Mercator positions, in the order of the draw.</param> <param name="zoom">Zoom of all of them.</param> <param name="most">How many at most.</param>
    /// <param name="not">Tiles that are not to be chosen.</param>
    public static TileCoordinate[] At(int zoom, int most, IReadOnlyList<(double X, double Y)> places, IReadOnlySet<TileCoordinate> not)
    {
        double side = 2 * TileMatrixSet.MercatorHalf / (1L << zoom);
        return [.. places
            .Select(place => new TileCoordinate(zoom, (int)((place.X + TileMatrixSet.MercatorHalf) / side), (int)((TileMatrixSet.MercatorHalf - place.Y) / side)))
            .Distinct().Where(tile => !not.Contains(tile)).Take(most)];
    }

    /// <summary>The tile at a position in degrees, longitude first.</summary>
    public static TileCoordinate At(Position degrees, int zoom)
    {
        double y = (1 - (Math.Asinh(Math.Tan(degrees.Y * Math.PI / 180)) / Math.PI)) / 2;
        return new TileCoordinate(zoom, (int)((degrees.X + 180) / 360 * (1 << zoom)), (int)(y * (1 << zoom)));
    }

    /// <summary>Draws the places of reports.</summary>
    public static async Task<IReadOnlyList<(double X, double Y)>> DrawAsync(string connection, int seed, CancellationToken cancellationToken)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(cancellationToken);
        await using var last = new NpgsqlCommand("select max(id) from feedback", database);
        long most = Convert.ToInt64(await last.ExecuteScalarAsync(cancellationToken), null);
        var random = new Random(seed);
        long[] ids = [.. Enumerable.Range(0, Draws).Select(_ => 1 + random.NextInt64(most))];
        await using var command = new NpgsqlCommand("select st_x(geom), st_y(geom) from unnest($1) with ordinality as draw(id, place) join feedback using (id) order by place", database)
        {
            Parameters = { new NpgsqlParameter { Value = ids } },
        };
        var places = new List<(double, double)>();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) places.Add((reader.GetDouble(0), reader.GetDouble(1)));
        return places;
    }
}
