using System.Runtime.InteropServices;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Which features stay at a zoom, so that no tile of WebMercatorQuad takes more than its budget (design, section 6, "bounded and honest"): in the
/// order of their rank, each stays if every tile that it touches still has room, and takes that room in all of them.
/// </summary>
/// <param name="zoom">The zoom.</param>
/// <param name="unitSteps">Side of a tile's unit in steps.</param>
/// <param name="room">Bytes that a tile has for features.</param>
/// <param name="bytesEach">Bytes of a feature besides its geometry.</param>
internal sealed class TileBudget(int zoom, int unitSteps, int room, int bytesEach)
{
    private readonly Dictionary<ulong, long> _taken = [];
    private readonly List<(ulong Tile, int Bytes)> _touched = [];

    /// <summary>Counts a feature in the tiles that it touches, whether they have room or not.</summary>
    public void Take(in GridBox bounds, ReadOnlySpan<int> coordinates)
    {
        Touch(bounds, coordinates);
        foreach ((ulong tile, int bytes) in _touched) CollectionsMarshal.GetValueRefOrAddDefault(_taken, tile, out _) += bytes;
    }

    /// <summary>True when some tile has more than its room.</summary>
    public bool IsExceeded => _taken.Values.Any(taken => taken > room);

    /// <summary>Forgets what was taken.</summary>
    public void Clear() => _taken.Clear();

    /// <summary>Takes room for a feature in all tiles that it touches, or in none.</summary>
    /// <param name="costs">The feature's tiles and bytes, as <see cref="CostsOf"/> gave them.</param>
    public bool TryTake(ReadOnlySpan<(ulong Tile, int Bytes)> costs)
    {
        foreach ((ulong tile, int bytes) in costs)
        {
            // A feature larger than a whole tile's room stays where nothing else is: leaving it out at every zoom would lose it.
            long taken = _taken.GetValueOrDefault(tile);
            if (taken + bytes > room && taken > 0) return false;
        }
        foreach ((ulong tile, int bytes) in costs) CollectionsMarshal.GetValueRefOrAddDefault(_taken, tile, out _) += bytes;
        return true;
    }

    /// <summary>The tiles that a feature touches, and its bytes in each; valid until the next call.</summary>
    public ReadOnlySpan<(ulong Tile, int Bytes)> CostsOf(in GridBox bounds, ReadOnlySpan<int> coordinates)
    {
        Touch(bounds, coordinates);
        return CollectionsMarshal.AsSpan(_touched);
    }

    private void Touch(in GridBox bounds, ReadOnlySpan<int> coordinates)
    {
        _touched.Clear();
        ulong first = TileOf(bounds.MinX, bounds.MinY);
        if (first == TileOf(bounds.MaxX, bounds.MaxY))
        {
            _touched.Add((first, bytesEach + GeometryBytes(coordinates)));
            return;
        }
        // The tiles in which its vertices lie; one that an edge only passes through has a few bytes of it.
        int x = coordinates[0], y = coordinates[1];
        for (int i = 0; i < coordinates.Length; i += 2)
        {
            int bytes = VarintBytes(coordinates[i] - (long)x) + VarintBytes(coordinates[i + 1] - (long)y);
            (x, y) = (coordinates[i], coordinates[i + 1]);
            Charge(TileOf(x, y), bytes);
        }
    }

    private void Charge(ulong tile, int bytes)
    {
        Span<(ulong Tile, int Bytes)> touched = CollectionsMarshal.AsSpan(_touched);
        for (int i = touched.Length - 1; i >= 0 && i >= touched.Length - 8; i--)
        {
            if (touched[i].Tile != tile) continue;
            touched[i].Bytes += bytes;
            return;
        }
        _touched.Add((tile, bytesEach + 12 + bytes));
    }

    private int GeometryBytes(ReadOnlySpan<int> coordinates)
    {
        int bytes = 12, x = coordinates[0], y = coordinates[1];     // the first position, commands
        for (int i = 2; i < coordinates.Length; i += 2)
        {
            bytes += VarintBytes(coordinates[i] - (long)x) + VarintBytes(coordinates[i + 1] - (long)y);
            (x, y) = (coordinates[i], coordinates[i + 1]);
        }
        return bytes;
    }

    private int VarintBytes(long steps)
    {
        ulong units = (ulong)Math.Abs(steps) / (ulong)unitSteps * 2;
        return units < 128 ? 1 : units < 16384 ? 2 : 3;
    }

    private ulong TileOf(int x, int y) => LeftOutTile.KeyOf(WorldGrid.TileOf(x, zoom), WorldGrid.TileOf(y, zoom));
}
