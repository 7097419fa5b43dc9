using System.Buffers;
using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.GeoTiff;

/// <summary>An opened GeoTIFF: its levels, and reading of their blocks. Safe for concurrent calls; the files stay open until the last lease is given back.</summary>
internal sealed class GeoTiffRaster
{
    private static long s_lastNumber;

    private readonly long _number = Interlocked.Increment(ref s_lastNumber);
    private readonly ImmutableArray<TiffImage> _levels;
    private readonly ImmutableArray<TiffImage?> _masks;
    private readonly SampleDecoder _samples;
    private readonly BlockCache _cache;
    private readonly List<TiffFile> _files = [];
    private int _leases = 1;

    /// <summary>Opens the files.</summary>
    /// <param name="path">The GeoTIFF.</param> <param name="overviews">Its overviews in a file of their own (.ovr); it need not be there.</param>
    /// <param name="crs">Its CRS where the file does not say it or says it wrongly; null for what the file says.</param> <param name="cache">Keeps blocks.</param>
    /// <exception cref="SourceFaultException">It cannot be read.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public GeoTiffRaster(string path, string overviews, Crs? crs, BlockCache cache)
    {
        _cache = cache;
        try
        {
            List<TiffImage> images = Open(path);
            TiffImage main = images[0];
            if (File.Exists(overviews)) images.AddRange(Open(overviews));
            _samples = new SampleDecoder(main, GdalTags.Of(main));
            _levels = [main, .. images.Skip(1).Where(image => !image.IsMask && IsCoarser(image, main)).OrderByDescending(image => image.Width)];
            _masks = [.. _levels.Select(level => images.Find(image => image.IsMask && image.Width == level.Width && image.Height == level.Height))];
            GeoKeys keys = GeoKeys.Of(main);
            PixelTransform transform = GeoPlacement.Of(main, keys.IsPoint);
            Crs known = crs ?? keys.Crs ?? throw main.File.Fault($"{keys.Problem}; name it in the configuration, such as crs: EPSG:4490");
            Info = new RasterInfo(known, transform, [.. _levels.Select(level => new RasterLevel(level.Width, level.Height))], _samples.PixelType)
            {
                IsContinuous = _samples.IsContinuous,
                HasColours = _samples.HasColours,
            };
        }
        catch
        {
            foreach (TiffFile file in _files) file.Dispose();
            throw;
        }
    }

    /// <summary>What it is.</summary>
    public RasterInfo Info { get; }

    /// <summary>The blocks of all levels.</summary>
    public IEnumerable<(int Level, int Column, int Row)> Blocks =>
        from level in Enumerable.Range(0, _levels.Length) from row in Enumerable.Range(0, _levels[level].Down) from column in Enumerable.Range(0, _levels[level].Across) select (level, column, row);

    /// <summary>Pixels of a block of a level, each way.</summary>
    public (int Width, int Height) BlockSize(int level) => (_levels[level].BlockWidth, _levels[level].BlockHeight);

    /// <summary>Keeps the files open until <see cref="Release"/>; false when they are closed already.</summary>
    public bool TryLease()
    {
        int leases;
        do
        {
            leases = Volatile.Read(ref _leases);
            if (leases == 0) return false;
        }
        while (Interlocked.CompareExchange(ref _leases, leases + 1, leases) != leases);
        return true;
    }

    /// <summary>Gives a lease back; the last closes the files.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) > 0) return;
        foreach (TiffFile file in _files) file.Dispose();
    }

    /// <summary>The numbers of a block, row by row; NaN for none.</summary>
    /// <exception cref="SourceFaultException">The block is damaged.</exception>
    public float[] Values(int level, int column, int row)
    {
        var key = new BlockKey(_number, level, column, row, IsColours: false);
        if (_cache.Find<float>(key) is { } kept) return kept;
        TiffImage image = _levels[level];
        int rows = image.RowsOf(row);
        var values = new float[image.BlockWidth * rows];
        byte[] block = ArrayPool<byte>.Shared.Rent(image.BlockBytes);
        try
        {
            if (TiffUnpacker.Read(image, column, row, plane: 0, block.AsSpan(0, image.BlockBytes))) _samples.ToValues(image, block, rows, values);
            else values.AsSpan().Fill(float.NaN);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        Hide(level, column, row, rows, values, float.NaN);
        _cache.Keep(key, values, values.Length * sizeof(float));
        return values;
    }

    /// <summary>The colours of a block, row by row; 0 for none.</summary>
    /// <exception cref="SourceFaultException">The block is damaged.</exception>
    public uint[] Colours(int level, int column, int row)
    {
        var key = new BlockKey(_number, level, column, row, IsColours: true);
        if (_cache.Find<uint>(key) is { } kept) return kept;
        TiffImage image = _levels[level];
        int rows = image.RowsOf(row);
        var colours = new uint[image.BlockWidth * rows];
        var planes = new List<byte[]>();
        foreach (int plane in image.IsPlanar ? _samples.ColourPlanes : [0])
        {
            var block = new byte[image.BlockBytes];
            if (TiffUnpacker.Read(image, column, row, plane, block)) planes.Add(block);
        }
        if (planes.Count == (image.IsPlanar ? _samples.ColourPlanes.Count() : 1)) _samples.ToColours(image, planes, rows, colours);
        Hide(level, column, row, rows, colours, 0u);
        _cache.Keep(key, colours, colours.Length * sizeof(uint));
        return colours;
    }

    // A mask has blocks of its own, of any size.
    private void Hide<T>(int level, int column, int row, int rows, T[] pixels, T none)
    {
        if (_masks[level] is not { } mask) return;
        TiffImage image = _levels[level];
        int left = column * image.BlockWidth, top = row * image.BlockHeight;
        int right = Math.Min(left + image.BlockWidth, image.Width), bottom = Math.Min(top + rows, image.Height);
        var block = new byte[mask.BlockBytes];
        for (int maskRow = top / mask.BlockHeight; maskRow * mask.BlockHeight < bottom; maskRow++)
        {
            for (int maskColumn = left / mask.BlockWidth; maskColumn * mask.BlockWidth < right; maskColumn++)
            {
                bool isWritten = TiffUnpacker.Read(mask, maskColumn, maskRow, plane: 0, block);
                int rowBytes = mask.BlockBytes / mask.BlockHeight, x0 = maskColumn * mask.BlockWidth, y0 = maskRow * mask.BlockHeight;
                for (int y = Math.Max(top, y0); y < Math.Min(bottom, y0 + mask.BlockHeight); y++)
                {
                    for (int x = Math.Max(left, x0); x < Math.Min(right, x0 + mask.BlockWidth); x++)
                    {
                        if (!isWritten || !SampleDecoder.IsShown(mask, block.AsSpan((y - y0) * rowBytes, rowBytes), x - x0)) pixels[((y - top) * image.BlockWidth) + x - left] = none;
                    }
                }
            }
        }
    }

    private List<TiffImage> Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            (TiffFile file, List<Dictionary<ushort, TiffEntry>> directories) = TiffFile.Open(path, handle);
            _files.Add(file);
            return [.. directories.Select((directory, i) => i == 0 ? new TiffImage(file, directory) : TryRead(file, directory)).OfType<TiffImage>()];
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // A page that is neither level nor mask may be of any kind.
    private static TiffImage? TryRead(TiffFile file, Dictionary<ushort, TiffEntry> directory)
    {
        try
        {
            return new TiffImage(file, directory);
        }
        catch (SourceFaultException)
        {
            return null;
        }
    }

    private static bool IsCoarser(TiffImage image, TiffImage main) =>
        (image.IsReduced || image.File != main.File) && image.Width < main.Width && image.Height <= main.Height
        && image.Samples == main.Samples && image.Bits == main.Bits && image.Format == main.Format && image.Photometric == main.Photometric;
}
