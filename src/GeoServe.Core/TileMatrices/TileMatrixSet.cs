using System.Collections.Immutable;
using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.TileMatrices;

/// <summary>Tile matrices over one CRS, from coarse to fine (OGC 17-083r4).</summary>
public sealed class TileMatrixSet
{
    /// <summary>Metres in one degree on the equator of WGS 84: a * pi / 180 (OGC 17-083r4, 6.1.1.1).</summary>
    public const double MetresPerDegree = 6_378_137 * Math.PI / 180;

    /// <summary>Half the side of Web Mercator's square, in metres.</summary>
    public const double MercatorHalf = 6_378_137 * Math.PI;

    private readonly double[] _pixelSpans;

    /// <summary>A set of matrices, at least one, each finer than the one before.</summary>
    /// <param name="id">Its name in addresses.</param>
    /// <param name="uri">Its well-known identifier; null for a set of one's own.</param>
    /// <param name="crs">The CRS of all matrices.</param>
    /// <param name="matrices">From coarse to fine.</param>
    public TileMatrixSet(string id, string? uri, Crs crs, ImmutableArray<TileMatrix> matrices)
    {
        Id = id;
        Uri = uri;
        Crs = crs;
        Matrices = matrices;
        double metresPerUnit = crs.IsGeographic ? MetresPerDegree : 1;
        _pixelSpans = [.. matrices.Select(matrix => matrix.PixelSpan(metresPerUnit))];
    }

    /// <summary>WebMercatorQuad (OGC 17-083r4, Annex D.1): EPSG:3857, one tile at matrix 0, 25 matrices.</summary>
    public static TileMatrixSet WebMercatorQuad { get; } = Quad(
        "WebMercatorQuad", Crs.WebMercator, 25, 559_082_264.028_717_8, new(-MercatorHalf, MercatorHalf), columns: 1);

    /// <summary>WorldCRS84Quad (OGC 17-083r4, Annex D.3): CRS84, two tiles at matrix 0, 18 matrices.</summary>
    public static TileMatrixSet WorldCrs84Quad { get; } = Quad(
        "WorldCRS84Quad", Crs.Crs84, 18, 279_541_132.014_358_76, new(-180, 90), columns: 2);

    /// <summary>CGCS2000Quad (registered with OGC): EPSG:4490, two tiles at matrix 0, with WorldCRS84Quad's numbers.</summary>
    public static TileMatrixSet Cgcs2000Quad { get; } = Quad(
        "CGCS2000Quad", Crs.Epsg4490, 18, 279_541_132.014_358_76, new(-180, 90), columns: 2);

    /// <summary>The sets that every server has.</summary>
    public static ImmutableArray<TileMatrixSet> WellKnown { get; } = [WebMercatorQuad, WorldCrs84Quad, Cgcs2000Quad];

    /// <summary>Its name in addresses.</summary>
    public string Id { get; }

    /// <summary>Its well-known identifier; null for a set of one's own.</summary>
    public string? Uri { get; }

    /// <summary>The CRS of all matrices.</summary>
    public Crs Crs { get; }

    /// <summary>From coarse to fine.</summary>
    public ImmutableArray<TileMatrix> Matrices { get; }

    /// <summary>Index of the matrix with this identifier, spelled exactly; -1 where there is none.</summary>
    public int IndexOf(ReadOnlySpan<char> id)
    {
        for (int z = 0; z < Matrices.Length; z++)
        {
            if (id.SequenceEqual(Matrices[z].Id)) return z;
        }
        return -1;
    }

    /// <summary>Side of a pixel in CRS units.</summary>
    public double PixelSpan(int z) => _pixelSpans[z];

    /// <summary>All tiles of a matrix.</summary>
    public TileRange All(int z) => new(z, 0, 0, Matrices[z].Columns - 1, Matrices[z].Rows - 1);

    /// <summary>What the tiles of a block cover, in CRS units, x east; it may reach beyond the matrix.</summary>
    public Box Bounds(TileRange range)
    {
        TileMatrix matrix = Matrices[range.Z];
        double side = _pixelSpans[range.Z] * matrix.TilePixels;
        return new(
            matrix.TopLeft.X + (range.MinX * side), matrix.TopLeft.Y - ((range.MaxY + 1) * side),
            matrix.TopLeft.X + ((range.MaxX + 1) * side), matrix.TopLeft.Y - (range.MinY * side));
    }

    /// <summary>What one tile covers, in CRS units, x east.</summary>
    public Box Bounds(TileCoordinate tile) => Bounds(new TileRange(tile.Z, tile.X, tile.Y, tile.X, tile.Y));

    /// <summary>
    /// The tiles that a box meets with its inside, cut to the matrix; at least one tile, so that limits are never empty. A side within
    /// a thousandth of a pixel of a tile's edge counts as lying on it.
    /// </summary>
    /// <param name="box">In CRS units, x east.</param> <param name="z">Index of the tile matrix.</param>
    public TileRange Covering(Box box, int z)
    {
        TileMatrix matrix = Matrices[z];
        double side = _pixelSpans[z] * matrix.TilePixels;
        double slack = 0.001 / matrix.TilePixels;
        int minX = Clamp(Math.Floor(((box.MinX - matrix.TopLeft.X) / side) + slack), matrix.Columns);
        int maxX = Clamp(Math.Ceiling(((box.MaxX - matrix.TopLeft.X) / side) - slack) - 1, matrix.Columns);
        int minY = Clamp(Math.Floor(((matrix.TopLeft.Y - box.MaxY) / side) + slack), matrix.Rows);
        int maxY = Clamp(Math.Ceiling(((matrix.TopLeft.Y - box.MinY) / side) - slack) - 1, matrix.Rows);
        return new(z, minX, minY, Math.Max(minX, maxX), Math.Max(minY, maxY));
    }

    private static int Clamp(double index, int count) => double.IsNaN(index) ? 0 : (int)Math.Clamp(index, 0, count - 1);

    private static TileMatrixSet Quad(string id, Crs crs, int count, double topScale, Position topLeft, int columns) => new(
        id, $"http://www.opengis.net/def/tilematrixset/OGC/1.0/{id}", crs,
        [.. Enumerable.Range(0, count).Select(z => new TileMatrix(
            z.ToString(CultureInfo.InvariantCulture), topScale / Math.Pow(2, z), topLeft, columns << z, 1 << z, TilePixels: 256))]);
}
