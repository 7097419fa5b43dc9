using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace GeoServe.Rendering.Images;

/// <summary>
/// Writes PNG (ISO/IEC 15948): a palette of 1, 2, 4 or 8 bits where the picture has at most 256 colours, else red, green, blue and, where
/// something is not opaque, alpha; rows without a filter, but for pictures of smooth colours. Loses nothing but what multiplying by alpha has lost.
/// </summary>
/// <remarks>For flat map colours filters make rows longer, not shorter, and cost most of the time of Skia's encoder (see PngBenchmarks).</remarks>
internal sealed class PngEncoder
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private readonly Palette _palette = new();
    private readonly MemoryStream _out = new();
    private byte[] _rows = [];

    /// <summary>Writes a picture.</summary>
    /// <param name="block">The picture.</param>
    /// <param name="isSmooth">True where colours run into one another, as relief and photographs do: rows are then filtered, which halves them.</param>
    public byte[] Encode(in PixelBlock block, bool isSmooth = false)
    {
        _out.SetLength(0);
        _out.Write(Signature);
        int pixels = block.Width * block.Height;
        if (_rows.Length < pixels * 4 + block.Height) _rows = new byte[pixels * 4 + block.Height];
        byte[] indexes = System.Buffers.ArrayPool<byte>.Shared.Rent(pixels);
        if (_palette.TryIndex(block, indexes)) WriteIndexed(block, indexes);
        else WriteColours(block, isSmooth);
        System.Buffers.ArrayPool<byte>.Shared.Return(indexes);
        WriteChunk("IEND"u8, []);
        return _out.ToArray();
    }

    private void WriteIndexed(in PixelBlock block, byte[] indexes)
    {
        int bits = _palette.Count switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };
        WriteHeader(block, bits, colourType: 3);
        Span<byte> colours = stackalloc byte[256 * 3], alphas = stackalloc byte[256];
        int alphaCount = 0;
        for (int i = 0; i < _palette.Count; i++)
        {
            uint plain = Unmultiplied.Of(_palette.Colours[i]);
            (colours[i * 3], colours[i * 3 + 1], colours[i * 3 + 2]) = ((byte)plain, (byte)(plain >> 8), (byte)(plain >> 16));
            alphas[i] = (byte)(plain >> 24);
            if (alphas[i] != 255) alphaCount = i + 1;
        }
        WriteChunk("PLTE"u8, colours[..(_palette.Count * 3)]);
        if (alphaCount > 0) WriteChunk("tRNS"u8, alphas[..alphaCount]);
        int rowBytes = (block.Width * bits + 7) / 8, at = 0;
        for (int y = 0; y < block.Height; y++)
        {
            _rows[at++] = 0;
            PackRow(indexes.AsSpan(y * block.Width, block.Width), bits, _rows.AsSpan(at, rowBytes));
            at += rowBytes;
        }
        WriteData(_rows.AsSpan(0, at));
    }

    // The leftmost pixel stands in the highest bits.
    private static void PackRow(ReadOnlySpan<byte> indexes, int bits, Span<byte> row)
    {
        if (bits == 8)
        {
            indexes.CopyTo(row);
            return;
        }
        row.Clear();
        int perByte = 8 / bits;
        for (int x = 0; x < indexes.Length; x++) row[x / perByte] |= (byte)(indexes[x] << 8 - bits - x % perByte * bits);
    }

    private void WriteColours(in PixelBlock block, bool isSmooth)
    {
        bool isOpaque = IsOpaque(block);
        WriteHeader(block, 8, isOpaque ? 2 : 6);
        int bytes = isOpaque ? 3 : 4, at = 0;
        for (int y = 0; y < block.Height; y++)
        {
            _rows[at] = 0;
            ReadOnlySpan<uint> row = block.Row(y);
            Span<byte> to = _rows.AsSpan(at + 1, row.Length * bytes);
            if (isOpaque)
            {
                for (int x = 0; x < row.Length; x++)
                {
                    uint pixel = row[x];
                    to[x * 3] = (byte)pixel;
                    to[x * 3 + 1] = (byte)(pixel >> 8);
                    to[x * 3 + 2] = (byte)(pixel >> 16);
                }
            }
            else
            {
                for (int x = 0; x < row.Length; x++) BinaryPrimitives.WriteUInt32LittleEndian(to[(x * 4)..], Unmultiplied.Of(row[x]));
            }
            at += to.Length + 1;
        }
        if (isSmooth) RowFilter.Apply(_rows.AsSpan(0, at), block.Width * bytes, bytes);
        WriteData(_rows.AsSpan(0, at));
    }

    private static bool IsOpaque(in PixelBlock block)
    {
        for (int y = 0; y < block.Height; y++)
        {
            uint all = uint.MaxValue;
            foreach (uint pixel in block.Row(y)) all &= pixel;
            if (all >> 24 != 255) return false;
        }
        return true;
    }

    private void WriteHeader(in PixelBlock block, int bits, int colourType)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, block.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], block.Height);
        header[8] = (byte)bits;
        header[9] = (byte)colourType;
        header[10..].Clear();       // deflate, adaptive filters, no interlace: the only ones but the last that exist
        WriteChunk("IHDR"u8, header);
    }

    private void WriteData(ReadOnlySpan<byte> rows)
    {
        int start = BeginChunk("IDAT"u8);
        using (var deflate = new ZLibStream(_out, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(rows);
        EndChunk(start);
    }

    private void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        int start = BeginChunk(type);
        _out.Write(data);
        EndChunk(start);
    }

    private int BeginChunk(ReadOnlySpan<byte> type)
    {
        int start = (int)_out.Length;
        _out.Write([0, 0, 0, 0]);
        _out.Write(type);
        return start;
    }

    // The length counts the data alone, the check value type and data.
    private void EndChunk(int start)
    {
        Span<byte> chunk = _out.GetBuffer().AsSpan(start, (int)_out.Length - start);
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - 8);
        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32.HashToUInt32(chunk[4..]));
        _out.Write(check);
    }
}
