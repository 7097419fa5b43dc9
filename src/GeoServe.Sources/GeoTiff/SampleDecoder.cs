using System.Runtime.InteropServices;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Turns the bytes of blocks into numbers and colours. Immutable.</summary>
internal sealed class SampleDecoder
{
    private readonly int _photometric, _colours;
    private readonly GdalTags _tags;
    private readonly uint[] _palette = [];
    private readonly int _alpha = -1;
    private readonly bool _isAlphaMultiplied;

    /// <summary>Reads how samples are meant.</summary>
    /// <exception cref="SourceFaultException">They are of a type that is not read.</exception>
    public SampleDecoder(TiffImage image, GdalTags tags)
    {
        _tags = tags;
        _photometric = image.Photometric;
        bool isKnown = image.Format switch
        {
            1 or 4 => image.Bits is 1 or 2 or 4 or 8 or 16 or 32 or 64,
            2 => image.Bits is 8 or 16 or 32 or 64,
            3 => image.Bits is 16 or 32 or 64,
            _ => false,
        };
        if (!isKnown) throw image.File.Fault($"its numbers are of a type that is not read (sample format {image.Format}, {image.Bits} bits); whole numbers of 1 to 64 bits and floating point of 16, 32 and 64 are");
        if (!TiffUnpacker.Knows(image.Compression)) throw image.File.Fault($"it is packed in a way that is not read (compression {(int)image.Compression}); {TiffUnpacker.Known} are");
        if (image.Compression == TiffCompression.Jpeg && image.Bits != 8) throw image.File.Fault($"it is JPEG of {image.Bits} bits; JPEG of 8 bits is read");
        bool isWhole = image.Format is 1 or 4;
        if (_photometric == 3 && image.Directory.TryGetValue(TiffTag.ColorMap, out TiffEntry map) && isWhole && image.Bits <= 8) _palette = PaletteOf(image.File.Integers(map), 1 << image.Bits);
        bool isColoured = _photometric is 2 or 6 && image.Samples >= 3 && isWhole && image.Bits is 8 or 16 && image.Format != 3;
        bool isGray = _photometric is 0 or 1 && isWhole && image.Bits <= 8;
        _colours = isColoured ? 3 : 1;
        HasColours = _palette.Length > 0 || isColoured || isGray;
        if (image.Samples > _colours && image.Directory.TryGetValue(TiffTag.ExtraSamples, out TiffEntry extra) && image.File.Integers(extra) is [1 or 2, ..] kinds)
        {
            _alpha = _colours;
            _isAlphaMultiplied = kinds[0] == 1;
        }
        string type = (image.Format switch { 2 => "int", 3 => "float", _ => "uint" }) + image.Bits;
        PixelType = image.Samples == 1 ? type : $"{image.Samples} x {type}";
    }

    /// <summary>What a pixel holds, for people.</summary>
    public string PixelType { get; }

    /// <summary>True where the samples are colours, gray or numbers of colours.</summary>
    public bool HasColours { get; }

    /// <summary>False where the numbers name colours.</summary>
    public bool IsContinuous => _palette.Length == 0;

    /// <summary>The samples that colours are made of, where each has blocks of its own.</summary>
    public IEnumerable<int> ColourPlanes => Enumerable.Range(0, _colours).Concat(_alpha < 0 ? [] : [_alpha]);

    /// <summary>The first sample of each pixel as a measured number; NaN for none.</summary>
    /// <param name="image">How the block is laid out.</param> <param name="block">Its samples.</param> <param name="rows">How many rows it has.</param> <param name="values">Filled: <see cref="TiffImage.BlockWidth"/> x rows.</param>
    public void ToValues(TiffImage image, ReadOnlySpan<byte> block, int rows, Span<float> values)
    {
        int rowBytes = image.BlockBytes / image.BlockHeight;
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<byte> row = block.Slice(y * rowBytes, rowBytes);
            Span<float> into = values.Slice(y * image.BlockWidth, image.BlockWidth);
            for (int x = 0; x < into.Length; x++)
            {
                double stored = Sample(image, row, x * image.BlockSamples);
                into[x] = IsNone(image, stored) ? float.NaN : (float)((stored * _tags.Scale) + _tags.Offset);
            }
        }
    }

    /// <summary>The colour of each pixel: red in the lowest byte, multiplied by alpha.</summary>
    /// <param name="image">How the blocks are laid out.</param> <param name="planes">The samples: all in one block, or a block for each of <see cref="ColourPlanes"/>.</param>
    /// <param name="rows">How many rows there are.</param> <param name="colours">Filled: <see cref="TiffImage.BlockWidth"/> x rows.</param>
    public void ToColours(TiffImage image, IReadOnlyList<byte[]> planes, int rows, Span<uint> colours)
    {
        int rowBytes = image.BlockBytes / image.BlockHeight, step = image.BlockSamples;
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < image.BlockWidth; x++)
            {
                double first = At(0), second = _colours == 3 ? At(1) : first, third = _colours == 3 ? At(2) : first;
                bool none = _tags.NoData is { } && IsNone(image, first) && IsNone(image, second) && IsNone(image, third);
                uint alpha = none ? 0 : _alpha < 0 ? 255 : Byte(image, At(_alpha));
                colours[(y * image.BlockWidth) + x] = alpha == 0 ? 0 : ColourOf(image, first, second, third, alpha);

                double At(int sample) => image.IsPlanar
                    ? Sample(image, planes[sample == _alpha ? planes.Count - 1 : sample].AsSpan(y * rowBytes, rowBytes), x)
                    : Sample(image, planes[0].AsSpan(y * rowBytes, rowBytes), (x * step) + sample);
            }
        }
    }

    /// <summary>True for pixels that a mask shows.</summary>
    public static bool IsShown(TiffImage mask, ReadOnlySpan<byte> row, int x) => Sample(mask, row, x * mask.BlockSamples) != 0;

    private uint ColourOf(TiffImage image, double first, double second, double third, uint alpha)
    {
        if (_palette.Length > 0)
        {
            uint colour = (int)first < _palette.Length ? _palette[(int)first] : 0;
            return alpha == 255 ? colour : Multiply(colour & 255, colour >> 8 & 255, colour >> 16 & 255, alpha);
        }
        uint red = Byte(image, first), green = Byte(image, second), blue = Byte(image, third);
        if (_photometric == 0) (red, green, blue) = (255 - red, 255 - green, 255 - blue);
        return _isAlphaMultiplied
            ? Math.Min(red, alpha) | Math.Min(green, alpha) << 8 | Math.Min(blue, alpha) << 16 | alpha << 24
            : Multiply(red, green, blue, alpha);
    }

    private static uint Multiply(uint red, uint green, uint blue, uint alpha) => alpha == 255
        ? red | green << 8 | blue << 16 | 0xff000000
        : ((red * alpha) + 127) / 255 | ((green * alpha) + 127) / 255 << 8 | ((blue * alpha) + 127) / 255 << 16 | alpha << 24;

    private static uint Byte(TiffImage image, double stored) => image.Bits switch
    {
        16 => (uint)Math.Round(stored / 257),
        < 8 => (uint)(stored * 255 / ((1 << image.Bits) - 1)),
        _ => (uint)stored,
    };

    private bool IsNone(TiffImage image, double stored) =>
        double.IsNaN(stored) || (_tags.NoData is { } none && (image.Format == 3 && image.Bits < 64 ? (float)stored == (float)none : stored == none));

    private static double Sample(TiffImage image, ReadOnlySpan<byte> row, int index) => (image.Bits, image.Format) switch
    {
        (8, 2) => (sbyte)row[index],
        (8, _) => row[index],
        (16, 2) => MemoryMarshal.Cast<byte, short>(row)[index],
        (16, 3) => (double)MemoryMarshal.Cast<byte, Half>(row)[index],
        (16, _) => MemoryMarshal.Cast<byte, ushort>(row)[index],
        (32, 2) => MemoryMarshal.Cast<byte, int>(row)[index],
        (32, 3) => MemoryMarshal.Cast<byte, float>(row)[index],
        (32, _) => MemoryMarshal.Cast<byte, uint>(row)[index],
        (64, 2) => MemoryMarshal.Cast<byte, long>(row)[index],
        (64, 3) => MemoryMarshal.Cast<byte, double>(row)[index],
        (64, _) => MemoryMarshal.Cast<byte, ulong>(row)[index],
        _ => row[index * image.Bits / 8] >> (8 - image.Bits - (index * image.Bits % 8)) & ((1 << image.Bits) - 1),      // the first in the highest bits
    };

    // All reds, then all greens, then all blues, in 16 bits (TIFF 6.0, section 5).
    private static uint[] PaletteOf(long[] map, int colours)
    {
        if (map.Length < colours * 3) return [];
        // Some writers put 8 bits there.
        int shift = Array.Exists(map, part => part > 255) ? 8 : 0;
        var palette = new uint[colours];
        for (int i = 0; i < colours; i++) palette[i] = (uint)(map[i] >> shift) | (uint)(map[i + colours] >> shift) << 8 | (uint)(map[i + (2 * colours)] >> shift) << 16 | 0xff000000;
        return palette;
    }
}
