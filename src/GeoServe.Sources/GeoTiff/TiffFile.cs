using System.Buffers.Binary;
using System.Text;
using GeoServe.Core.Sources;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.GeoTiff;

/// <summary>
/// A TIFF or BigTIFF, read by its own offsets: every place is checked against the file's length before anything is asked for, and nothing is kept but directories.
/// Safe for concurrent calls.
/// </summary>
internal sealed class TiffFile : IDisposable
{
    private const int MostDirectories = 256;
    private const int MostEntries = 4096;
    private const long MostValueBytes = 16 << 20;

    private readonly SafeFileHandle _file;
    private readonly bool _isBigEndian;
    private readonly bool _isBig;

    private TiffFile(string path, SafeFileHandle file, long length, bool isBigEndian, bool isBig)
    {
        (Path, _file, Length, _isBigEndian, _isBig) = (path, file, length, isBigEndian, isBig);
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Length when it was opened, in bytes.</summary>
    public long Length { get; }

    /// <summary>True when its numbers have their highest byte first.</summary>
    public bool IsBigEndian => _isBigEndian;

    /// <summary>Reads the header and all directories.</summary>
    /// <exception cref="SourceFaultException">It is no TIFF, or cut off.</exception>
    public static (TiffFile File, List<Dictionary<ushort, TiffEntry>> Directories) Open(string path, SafeFileHandle handle)
    {
        long length = RandomAccess.GetLength(handle);
        if (length == 0) throw new SourceFaultException($"File '{path}' is empty: 0 bytes.");
        Span<byte> head = stackalloc byte[16];
        int read = RandomAccess.Read(handle, head, 0);
        bool isLittle = head[..2].SequenceEqual("II"u8), isBigEndian = head[..2].SequenceEqual("MM"u8);
        ushort version = read < 8 ? (ushort)0 : isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(head[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
        if (!(isLittle || isBigEndian) || version is not (42 or 43)) throw new SourceFaultException($"File '{path}' is no TIFF: it does not begin with the mark of one.");
        var file = new TiffFile(path, handle, length, isBigEndian, version == 43);
        if (file._isBig && (read < 16 || file.UShort(head[4..]) != 8)) throw new SourceFaultException($"File '{path}' is no BigTIFF that can be read: its offsets do not have 8 bytes.");
        return (file, file.ReadDirectories(file._isBig ? file.Long(head[8..]) : file.UInt(head[4..])));
    }

    private List<Dictionary<ushort, TiffEntry>> ReadDirectories(long offset)
    {
        var directories = new List<Dictionary<ushort, TiffEntry>>();
        var seen = new HashSet<long>();
        while (offset != 0)
        {
            if (!seen.Add(offset) || directories.Count == MostDirectories) throw Fault($"its directories go round, or are more than {MostDirectories}");
            directories.Add(ReadDirectory(ref offset));
        }
        if (directories.Count == 0) throw Fault("it has no directory");
        return directories;
    }

    private Dictionary<ushort, TiffEntry> ReadDirectory(ref long offset)
    {
        int countBytes = _isBig ? 8 : 2, entryBytes = _isBig ? 20 : 12, inlineBytes = _isBig ? 8 : 4;
        byte[] head = Read(offset, countBytes, "a directory");
        long count = _isBig ? Long(head) : UShort(head);
        if (count is < 1 or > MostEntries) throw Fault($"a directory has {count} entries");
        byte[] entries = Read(offset + countBytes, ((int)count * entryBytes) + inlineBytes, "a directory");
        var directory = new Dictionary<ushort, TiffEntry>((int)count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = entries.AsSpan(i * entryBytes, entryBytes);
            ushort tag = UShort(entry), type = UShort(entry[2..]);
            long values = _isBig ? Long(entry[4..]) : UInt(entry[4..]);
            int bytes = TiffEntry.BytesOf(type);
            if (bytes == 0 || values < 0) continue;         // of a kind of which nothing is known
            bool isInline = values <= inlineBytes / bytes;
            long at = isInline ? offset + countBytes + (i * entryBytes) + entryBytes - inlineBytes : _isBig ? Long(entry[12..]) : UInt(entry[8..]);
            directory.TryAdd(tag, new TiffEntry(tag, type, values, at));
        }
        ReadOnlySpan<byte> next = entries.AsSpan((int)count * entryBytes);
        offset = _isBig ? Long(next) : UInt(next);
        return directory;
    }

    /// <summary>Bytes at a place.</summary>
    /// <exception cref="SourceFaultException">The file ends before.</exception>
    public byte[] Read(long offset, int bytes, string what)
    {
        if (offset < 0 || offset > Length - bytes) throw Fault($"{what} lies beyond its end: it is cut off, or not written to the end");
        byte[] read = new byte[bytes];
        Fill(offset, read, what);
        return read;
    }

    /// <summary>Reads bytes at a place.</summary>
    /// <exception cref="SourceFaultException">The file ends before.</exception>
    public void Fill(long offset, Span<byte> bytes, string what)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0) throw Fault($"{what} lies beyond its end: it is cut off, or not written to the end");
            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <summary>One whole number of a field.</summary>
    /// <exception cref="SourceFaultException">There are fewer, or they are no whole numbers.</exception>
    public long Integer(in TiffEntry entry, long index)
    {
        if (index < 0 || index >= entry.Count) throw Fault($"field {entry.Tag} has {entry.Count} values, fewer than are needed");
        Span<byte> bytes = stackalloc byte[8];
        bytes = bytes[..entry.ValueBytes];
        Fill(entry.Offset + (index * entry.ValueBytes), bytes, $"field {entry.Tag}");
        return entry.Type switch
        {
            1 => bytes[0],
            3 => UShort(bytes),
            4 or 13 => UInt(bytes),
            16 or 18 => Long(bytes),
            _ => throw Fault($"field {entry.Tag} holds no whole numbers"),
        };
    }

    /// <summary>All whole numbers of a field, which are few.</summary>
    public long[] Integers(in TiffEntry entry)
    {
        RequireFew(entry);
        long[] numbers = new long[entry.Count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Integer(entry, i);
        return numbers;
    }

    /// <summary>All numbers of a field of doubles, which are few.</summary>
    public double[] Doubles(in TiffEntry entry)
    {
        if (entry.Type != 12) throw Fault($"field {entry.Tag} holds no doubles");
        RequireFew(entry);
        byte[] bytes = Read(entry.Offset, (int)entry.Count * 8, $"field {entry.Tag}");
        double[] numbers = new double[entry.Count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BitConverter.Int64BitsToDouble(Long(bytes.AsSpan(i * 8)));
        return numbers;
    }

    /// <summary>A field of text, without its closing zero.</summary>
    public string Text(in TiffEntry entry) => Encoding.UTF8.GetString(Bytes(entry)).TrimEnd('\0');

    /// <summary>A field of bytes as it stands.</summary>
    public byte[] Bytes(in TiffEntry entry)
    {
        if (entry.ValueBytes != 1) throw Fault($"field {entry.Tag} holds no bytes");
        RequireFew(entry);
        return Read(entry.Offset, (int)entry.Count, $"field {entry.Tag}");
    }

    /// <summary>A fault that names the file.</summary>
    public SourceFaultException Fault(string reason) => new($"File '{Path}' cannot be read: {reason}.");

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void RequireFew(in TiffEntry entry)
    {
        if (entry.Count > MostValueBytes / entry.ValueBytes) throw Fault($"field {entry.Tag} has {entry.Count} values");
    }

    private ushort UShort(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint UInt(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private long Long(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
