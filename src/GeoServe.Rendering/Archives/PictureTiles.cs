using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using SkiaSharp;

namespace GeoServe.Rendering.Archives;

/// <summary>
/// The pictures of an archive as one raster, for everything but the tiles that go out as they are: other formats, grids and sizes, WMS, and zooms beyond the
/// archive's last. Its levels are the archive's zooms. Safe for concurrent calls.
/// </summary>
/// <param name="tiles">The archive.</param>
/// <param name="description">The file, for messages.</param>
public sealed class PictureTiles(ITileSource tiles, string description) : IRasterSource
{
    /// <summary>Side of a tile whose pictures do not tell.</summary>
    public const int UsualPixels = 256;

    /// <summary>The longest side of a picture that is unpacked: 64 MiB of memory.</summary>
    public const int MostPixels = 4_096;

    private volatile Known? _known;

    /// <inheritdoc/>
    public string Description => description;

    /// <summary>What an archive of pictures is as a raster.</summary>
    /// <param name="archive">What it says of itself.</param>
    public static RasterInfo InfoOf(TileArchive archive)
    {
        int side = archive.TilePixels > 0 ? archive.TilePixels : UsualPixels;
        // Whole numbers of 31 bits hold the pixels of zoom 22; what is finer is looked at from there.
        int finest = Math.Min(archive.MaxZoom, 30 - (int)Math.Ceiling(Math.Log2(side)));
        int coarsest = Math.Min(archive.MinZoom, finest);
        double pixel = 2 * TileMatrixSet.MercatorHalf / ((double)side * (1L << finest));
        return new RasterInfo(
            Crs.WebMercator,
            new PixelTransform(-TileMatrixSet.MercatorHalf, pixel, 0, TileMatrixSet.MercatorHalf, 0, -pixel),
            [.. Enumerable.Range(0, finest - coarsest + 1).Select(level => new RasterLevel(side << (finest - level), side << (finest - level)))],
            $"{archive.Format.Extension()} tiles of {side} pixels")
        {
            HasColours = true,
        };
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => tiles.ReadRevisionAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RasterInfo> ReadInfoAsync(CancellationToken cancellationToken)
    {
        TileArchive archive = await tiles.DescribeAsync(cancellationToken).ConfigureAwait(false);
        if (_known is { } known && ReferenceEquals(known.Archive, archive)) return known.Info;
        if (archive.IsVector) throw new SourceFaultException($"Archive '{description}' holds vector tiles now, not pictures.");
        var now = new Known(archive, InfoOf(archive));
        _known = now;
        return now.Info;
    }

    /// <inheritdoc/>
    public ValueTask ReadValuesAsync(RasterInfo known, RasterWindow window, Memory<float> values, CancellationToken cancellationToken)
    {
        values.Span.Fill(float.NaN);       // pictures measure nothing
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask ReadColoursAsync(RasterInfo known, RasterWindow window, Memory<uint> colours, CancellationToken cancellationToken)
    {
        ulong revision = await tiles.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
        if (!ReferenceEquals(known, await ReadInfoAsync(cancellationToken).ConfigureAwait(false))) throw new SourceUnavailableException($"Archive '{description}' was replaced; its tiles come in a moment.");
        TileArchive archive = _known!.Archive;
        int side = archive.TilePixels > 0 ? archive.TilePixels : UsualPixels;
        int zoom = (int)Math.Round(Math.Log2(known.Levels[window.Level].Width / (double)side)), last = (1 << zoom) - 1;
        var cells = new CellSums(window, colours);
        cells.Begin();
        long minX = (long)window.X * window.Step, minY = (long)window.Y * window.Step;
        long maxX = ((long)window.X + window.Width) * window.Step - 1, maxY = ((long)window.Y + window.Height) * window.Step - 1;
        for (int row = (int)Math.Max(0, minY / side); row <= Math.Min(last, maxY / side); row++)
        {
            for (int column = (int)Math.Max(0, minX / side); column <= Math.Min(last, maxX / side); column++)
            {
                Tile? tile = await tiles.ReadAsync(new TileCoordinate(zoom, column, row), revision, cancellationToken).ConfigureAwait(false);
                if (tile is null) continue;
                using SKBitmap picture = Decode(tile, side, zoom, column, row);
                cells.Add(picture.GetPixelSpan(), (long)column * side, (long)row * side, side);
            }
        }
        cells.Finish();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;      // the archive is its owner's

    private SKBitmap Decode(Tile tile, int side, int zoom, int column, int row)
    {
        using var data = SKData.CreateCopy(tile.Body.Span);
        using SKCodec? codec = SKCodec.Create(data);
        // What says that it is larger than it may be is not unpacked.
        if (codec is null || Math.Max(codec.Info.Width, codec.Info.Height) > MostPixels) throw Damaged(zoom, column, row);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        var picture = new SKBitmap(info);
        if (codec.GetPixels(info, picture.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
        {
            picture.Dispose();
            throw Damaged(zoom, column, row);
        }
        if (info.Width == side && info.Height == side) return picture;
        using (picture) return picture.Resize(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul), new SKSamplingOptions(SKFilterMode.Linear)) ?? throw Damaged(zoom, column, row);
    }

    private SourceFaultException Damaged(int zoom, int column, int row) => new($"Tile {zoom}/{column}/{row} of archive '{description}' is no picture that can be read.");

    private sealed record Known(TileArchive Archive, RasterInfo Info);
}
