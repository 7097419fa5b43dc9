using System.Buffers;
using System.IO.Compression;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Reads blocks and unpacks them: deflate by the runtime, LZW and PackBits here, JPEG by LibTiff.</summary>
internal static class TiffUnpacker
{
    /// <summary>Names of what can be unpacked, for messages.</summary>
    public const string Known = "none, LZW, deflate, PackBits and JPEG";

    /// <summary>True for a way of packing that can be unpacked.</summary>
    public static bool Knows(TiffCompression compression) => Enum.IsDefined(compression);

    /// <summary>The samples of a block in this machine's order of bytes, differences undone.</summary>
    /// <param name="image">The picture.</param> <param name="blockColumn">Which block.</param> <param name="blockRow">Likewise.</param> <param name="plane">Which sample, where each has blocks of its own.</param>
    /// <param name="block">Filled; as long as <see cref="TiffImage.BlockBytes"/>.</param>
    /// <returns>False for a block that was never written.</returns>
    /// <exception cref="SourceFaultException">The block is damaged.</exception>
    public static bool Read(TiffImage image, int blockColumn, int blockRow, int plane, Span<byte> block)
    {
        (long offset, int bytes) = image.PlaceOf(blockColumn, blockRow, plane);
        if (bytes == 0) return false;
        int rows = image.RowsOf(blockRow), wanted = image.BlockBytes / image.BlockHeight * rows;
        string name = $"block {blockColumn}, {blockRow}";
        if (image.Compression == TiffCompression.None)
        {
            if (bytes < wanted) throw image.File.Fault($"{name} has {bytes} bytes, not {wanted}");
            image.File.Fill(offset, block[..wanted], name);
        }
        else
        {
            byte[] packed = ArrayPool<byte>.Shared.Rent(bytes);
            try
            {
                image.File.Fill(offset, packed.AsSpan(0, bytes), name);
                int read = Unpack(image, packed, bytes, block[..wanted], rows);
                if (read < wanted) throw image.File.Fault($"{name} unpacks to {read} bytes, not {wanted}: it is damaged");
            }
            catch (InvalidDataException damaged)
            {
                throw new SourceFaultException($"File '{image.File.Path}' cannot be read: {name} is damaged: {damaged.Message}", damaged);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(packed);
            }
        }
        if (image.Compression != TiffCompression.Jpeg) TiffPredictor.Undo(image, block[..wanted], rows);
        return true;
    }

    private static int Unpack(TiffImage image, byte[] packed, int bytes, Span<byte> block, int rows) => image.Compression switch
    {
        TiffCompression.Lzw => LzwDecoder.Decode(packed.AsSpan(0, bytes), block),
        TiffCompression.PackBits => PackBitsDecoder.Decode(packed.AsSpan(0, bytes), block),
        TiffCompression.Jpeg => JpegBlock.Decode(image, packed.AsSpan(0, bytes), block, rows),
        _ => Inflate(packed, bytes, block, most: image.BlockBytes),
    };

    private static int Inflate(byte[] packed, int bytes, Span<byte> block, int most)
    {
        using var inflate = new ZLibStream(new MemoryStream(packed, 0, bytes, writable: false), CompressionMode.Decompress);
        int read = 0;
        while (read < block.Length && inflate.Read(block[read..]) is > 0 and int more) read += more;
        // Damage does not always end early. The check value is looked at where the data end; some writers fill the last strip up to a whole one.
        int beyond = 0;
        Span<byte> rest = stackalloc byte[256];
        while (inflate.Read(rest) is > 0 and int more)
        {
            beyond += more;
            if (read + beyond > most) throw new InvalidDataException($"it unpacks to more than {most} bytes.");
        }
        return read;
    }
}
