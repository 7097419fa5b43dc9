using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Undoes the differences that were taken before packing (TIFF 6.0, section 14; Adobe's technical note 3 for floating point), and brings samples to this machine's order of bytes.</summary>
internal static class TiffPredictor
{
    /// <summary>Undoes differences in place.</summary>
    /// <param name="image">How the block is laid out.</param> <param name="block">Its bytes.</param> <param name="rows">How many rows it has.</param>
    public static void Undo(TiffImage image, Span<byte> block, int rows)
    {
        int rowBytes = image.BlockBytes / image.BlockHeight;
        byte[]? scratch = image.Predictor == 3 ? new byte[rowBytes] : null;
        if (scratch is null) ToOwnOrder(image, block);
        if (image.Predictor == 1) return;
        for (int row = 0; row < rows; row++)
        {
            Span<byte> bytes = block.Slice(row * rowBytes, rowBytes);
            if (scratch is not null) Float(bytes, scratch, image.BlockSamples, image.Bits / 8);
            else if (image.Bits == 8) Add(bytes, image.BlockSamples);
            else if (image.Bits == 16) Add(MemoryMarshal.Cast<byte, ushort>(bytes), image.BlockSamples);
            else if (image.Bits == 32) Add(MemoryMarshal.Cast<byte, uint>(bytes), image.BlockSamples);
            else if (image.Bits == 64) Add(MemoryMarshal.Cast<byte, ulong>(bytes), image.BlockSamples);
        }
    }

    private static void ToOwnOrder(TiffImage image, Span<byte> block)
    {
        if (image.File.IsBigEndian == !BitConverter.IsLittleEndian) return;
        if (image.Bits == 16) Reverse16(MemoryMarshal.Cast<byte, ushort>(block));
        else if (image.Bits == 32) Reverse32(MemoryMarshal.Cast<byte, uint>(block));
        else if (image.Bits == 64) Reverse64(MemoryMarshal.Cast<byte, ulong>(block));
    }

    private static void Reverse16(Span<ushort> samples) => BinaryPrimitives.ReverseEndianness(samples, samples);

    private static void Reverse32(Span<uint> samples) => BinaryPrimitives.ReverseEndianness(samples, samples);

    private static void Reverse64(Span<ulong> samples) => BinaryPrimitives.ReverseEndianness(samples, samples);

    private static void Add(Span<byte> row, int samples)
    {
        for (int i = samples; i < row.Length; i++) row[i] += row[i - samples];
    }

    private static void Add(Span<ushort> row, int samples)
    {
        for (int i = samples; i < row.Length; i++) row[i] += row[i - samples];
    }

    private static void Add(Span<uint> row, int samples)
    {
        for (int i = samples; i < row.Length; i++) row[i] += row[i - samples];
    }

    private static void Add(Span<ulong> row, int samples)
    {
        for (int i = samples; i < row.Length; i++) row[i] += row[i - samples];
    }

    // All highest bytes of a row come first, then all second ones, whatever the file's order of bytes.
    private static void Float(Span<byte> row, Span<byte> scratch, int samples, int sampleBytes)
    {
        Add(row, samples);
        row.CopyTo(scratch);
        int count = row.Length / sampleBytes;
        for (int i = 0; i < count; i++)
        {
            for (int place = 0; place < sampleBytes; place++)
            {
                int from = BitConverter.IsLittleEndian ? sampleBytes - 1 - place : place;
                row[(i * sampleBytes) + place] = scratch[(from * count) + i];
            }
        }
    }
}
