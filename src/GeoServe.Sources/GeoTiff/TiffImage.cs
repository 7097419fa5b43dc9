using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoTiff;

/// <summary>One picture of a TIFF: how its pixels are laid out in blocks, be they strips or tiles (TIFF 6.0, sections 3 and 15). Immutable.</summary>
internal sealed class TiffImage
{
    // A strip of a picture that is one strip; more is a header that lies, or a file that no server should read.
    private const long MostBlockBytes = 256 << 20;

    private readonly TiffEntry _offsets, _byteCounts;

    /// <summary>Reads a directory.</summary>
    /// <exception cref="SourceFaultException">It is none that can be read; the message says why.</exception>
    public TiffImage(TiffFile file, IReadOnlyDictionary<ushort, TiffEntry> directory)
    {
        File = file;
        Directory = directory;
        (Width, Height) = (Side(TiffTag.ImageWidth, "width"), Side(TiffTag.ImageLength, "height"));
        Samples = Small(TiffTag.SamplesPerPixel, 1, 1, 1024);
        Bits = SameForAll(TiffTag.BitsPerSample, 1);
        Format = SameForAll(TiffTag.SampleFormat, 1);
        Compression = (TiffCompression)Number(TiffTag.Compression, 1);
        Predictor = Small(TiffTag.Predictor, 1, 1, 3);
        Photometric = Small(TiffTag.PhotometricInterpretation, 1, 0, 65535);
        IsPlanar = Small(TiffTag.PlanarConfiguration, 1, 1, 2) == 2 && Samples > 1;
        IsTiled = directory.ContainsKey(TiffTag.TileWidth);
        BlockWidth = IsTiled ? Side(TiffTag.TileWidth, "tile width") : Width;
        BlockHeight = IsTiled ? Side(TiffTag.TileLength, "tile height") : (int)Math.Clamp(Number(TiffTag.RowsPerStrip, Height), 1, Height);
        _offsets = Needed(IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, "places of its blocks");
        _byteCounts = Needed(IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, "lengths of its blocks");
        long blocks = (long)Across * Down * (IsPlanar ? Samples : 1);
        if (_offsets.Count < blocks || _byteCounts.Count < blocks) throw file.Fault($"it is said to be {Width} x {Height} pixels, which are {blocks} blocks, and has {Math.Min(_offsets.Count, _byteCounts.Count)}");
        long bytes = (((long)BlockWidth * BlockSamples * Bits) + 7) / 8 * BlockHeight;
        if (bytes > MostBlockBytes) throw file.Fault($"its blocks of {BlockWidth} x {BlockHeight} pixels are too large; write it anew in tiles (gdal_translate -co TILED=YES)");
        BlockBytes = (int)bytes;
    }

    public TiffFile File { get; }

    public IReadOnlyDictionary<ushort, TiffEntry> Directory { get; }

    public int Width { get; }

    public int Height { get; }

    public int Samples { get; }

    /// <summary>Of one sample.</summary>
    public int Bits { get; }

    /// <summary>1 unsigned, 2 signed, 3 floating point (TIFF 6.0, section 19).</summary>
    public int Format { get; }

    public TiffCompression Compression { get; }

    /// <summary>1 none, 2 differences, 3 differences of the bytes of floating point numbers.</summary>
    public int Predictor { get; }

    /// <summary>0 white is zero, 1 black is zero, 2 RGB, 3 palette, 4 mask, 6 YCbCr.</summary>
    public int Photometric { get; }

    /// <summary>True when each sample has blocks of its own.</summary>
    public bool IsPlanar { get; }

    public bool IsTiled { get; }

    public int BlockWidth { get; }

    public int BlockHeight { get; }

    /// <summary>Bytes of a block when it is unpacked; the last strip may have fewer.</summary>
    public int BlockBytes { get; }

    /// <summary>Samples that lie together in a block.</summary>
    public int BlockSamples => IsPlanar ? 1 : Samples;

    /// <summary>Blocks from left to right.</summary>
    public int Across => (int)(((long)Width + BlockWidth - 1) / BlockWidth);

    /// <summary>Blocks from top to bottom.</summary>
    public int Down => (int)(((long)Height + BlockHeight - 1) / BlockHeight);

    /// <summary>True for a mask of another picture: 1 where that has a value (TIFF 6.0, NewSubfileType bit 2).</summary>
    public bool IsMask => (Number(TiffTag.NewSubfileType, 0) & 4) != 0;

    /// <summary>True for a coarser copy of another picture (bit 0).</summary>
    public bool IsReduced => (Number(TiffTag.NewSubfileType, 0) & 1) != 0;

    /// <summary>Rows of a block that are there: a strip is cut at the picture's end, a tile is not.</summary>
    public int RowsOf(int blockRow) => IsTiled ? BlockHeight : Math.Min(BlockHeight, Height - (blockRow * BlockHeight));

    /// <summary>Where the packed bytes of a block are; no bytes for one that was never written, whose pixels have no value.</summary>
    /// <exception cref="SourceFaultException">They would lie beyond the file's end.</exception>
    public (long Offset, int Bytes) PlaceOf(int blockColumn, int blockRow, int plane)
    {
        long index = ((long)plane * Across * Down) + ((long)blockRow * Across) + blockColumn;
        long offset = File.Integer(_offsets, index), bytes = File.Integer(_byteCounts, index);
        if (offset == 0 || bytes == 0) return (0, 0);
        if (offset < 0 || bytes < 0 || bytes > int.MaxValue || offset > File.Length - bytes) throw File.Fault("a block lies beyond its end: it is cut off, or not written to the end");
        return (offset, (int)bytes);
    }

    /// <summary>A whole number of the directory.</summary>
    public long Number(ushort tag, long unsaid) => Directory.TryGetValue(tag, out TiffEntry entry) && entry.Count > 0 ? File.Integer(entry, 0) : unsaid;

    private int Small(ushort tag, int unsaid, int least, int most) =>
        Number(tag, unsaid) is var number && number >= least && number <= most ? (int)number : throw File.Fault($"field {tag} is {number}, not {least} to {most}");

    private int Side(ushort tag, string what) =>
        Number(tag, 0) is var side && side is >= 1 and <= int.MaxValue / 2 ? (int)side : throw File.Fault($"its {what} is {side}");

    private int SameForAll(ushort tag, int unsaid)
    {
        if (!Directory.TryGetValue(tag, out TiffEntry entry)) return unsaid;
        long[] numbers = File.Integers(entry);
        if (numbers.Length == 0) return unsaid;
        if (Array.Exists(numbers, number => number != numbers[0])) throw File.Fault("its bands are of different types");
        return (int)Math.Clamp(numbers[0], 0, 1024);
    }

    private TiffEntry Needed(ushort tag, string what) => Directory.TryGetValue(tag, out TiffEntry entry) ? entry : throw File.Fault($"it does not say the {what}");
}
