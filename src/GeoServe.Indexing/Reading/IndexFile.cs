using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GeoServe.Core.Sources;

namespace GeoServe.Indexing.Reading;

/// <summary>
/// An index file mapped into memory. Header and footer are checked when it is opened, each block at its first touch. The mapping is held by
/// counted leases: one of the object itself, given up by <see cref="Dispose"/> or when nothing refers to it any more, and one of each cursor; it is
/// undone after the last. Safe for concurrent calls.
/// </summary>
internal sealed unsafe class IndexFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly SafeBuffer _lease;
    private readonly byte* _begin;
    private readonly ulong[]? _hashes;
    private readonly int[] _checked;
    private volatile bool _isDamaged;
    private int _isGivenUp;

    private IndexFile(string path, FileStream stream, IndexFooter footer, bool isChecked)
    {
        Path = path;
        Footer = footer;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _lease = _view.SafeMemoryMappedViewHandle;
        _lease.AcquirePointer(ref _begin);
        _hashes = isChecked ? [.. footer.BlockHashes] : null;
        _checked = isChecked ? new int[(footer.BlockHashes.Length + 31) / 32] : [];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is in it.</summary>
    public IndexFooter Footer { get; }

    /// <summary>True when a block was found whose hash is another: nothing of the file is to be trusted.</summary>
    public bool IsDamaged => _isDamaged;

    /// <summary>Opens a finished file.</summary>
    /// <exception cref="IndexDamagedException">It is torn, damaged, or of another version.</exception>
    public static IndexFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            // One stream for all of it: the file of this name may be replaced by another one meanwhile.
            stream = OpenStream(path);
            return new IndexFile(path, stream, IndexHeader.Read(stream, path).ReadFooter(stream, path), isChecked: true);
        }
        catch (Exception failure)
        {
            stream?.Dispose();
            if (failure is IOException or UnauthorizedAccessException or ArgumentException) throw new IndexDamagedException($"{path} cannot be opened: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>Opens a file that is being written, whose blocks are not to be checked yet.</summary>
    public static IndexFile OpenUnfinished(string path, IndexFooter footer) => new(path, OpenStream(path), footer, isChecked: false);

    /// <summary>Items of a section; valid while a lease is held.</summary>
    /// <exception cref="SourceUnavailableException">A block is damaged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Read<T>(Section section, long first, int count)
        where T : unmanaged
    {
        long offset = section.Offset + (first * sizeof(T)), bytes = (long)count * sizeof(T);
        if (first < 0 || count < 0 || offset + bytes > section.Offset + section.Bytes) Beyond();
        Check(offset, bytes);
        return new ReadOnlySpan<T>(_begin + offset, count);
    }

    /// <summary>One item of a section.</summary>
    /// <exception cref="SourceUnavailableException">A block is damaged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(Section section, long index)
        where T : unmanaged
    {
        long offset = section.Offset + (index * sizeof(T));
        if (index < 0 || offset + sizeof(T) > section.Offset + section.Bytes) Beyond();
        Check(offset, sizeof(T));
        return Unsafe.ReadUnaligned<T>(_begin + offset);
    }

    /// <summary>The value of a number other than 0, as a vector tile has it, tag and length included.</summary>
    /// <exception cref="SourceUnavailableException">A block is damaged.</exception>
    public ReadOnlySpan<byte> ReadValue(uint number)
    {
        long offset = number * 4L;
        int ahead = (int)Math.Min(6, Footer.Values.Bytes - offset);     // tag and length
        return Read<byte>(Footer.Values, offset, TileValue.LengthOf(Read<byte>(Footer.Values, offset, ahead)));
    }

    /// <summary>Holds the mapping until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">It is undone already.</exception>
    public void Lease()
    {
        bool taken = false;
        _lease.DangerousAddRef(ref taken);
    }

    /// <summary>Gives a lease back.</summary>
    public void Release() => _lease.DangerousRelease();

    /// <summary>Gives up the object's own lease; a second call does nothing.</summary>
    public void Dispose()
    {
        GiveUp();
        GC.SuppressFinalize(this);
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>Gives up the lease of an object that nothing refers to: a handle with a lease on it is never closed, and a replaced file would keep its disk space.</summary>
    ~IndexFile() => GiveUp();

    private void GiveUp()
    {
        if (_lease is not null && Interlocked.Exchange(ref _isGivenUp, 1) == 0) _lease.ReleasePointer();
    }

    // FileShare.Delete lets a file be removed while it is still read.
    private static FileStream OpenStream(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(long offset, long bytes)
    {
        if (_hashes is null || bytes == 0) return;
        long last = (offset + bytes - 1 - IndexFormat.HeaderBytes) / IndexFormat.BlockBytes;
        for (long block = (offset - IndexFormat.HeaderBytes) / IndexFormat.BlockBytes; block <= last; block++)
        {
            if ((Volatile.Read(ref _checked[block >> 5]) & (1 << (int)(block & 31))) == 0) CheckBlock(block);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckBlock(long block)
    {
        var bytes = new ReadOnlySpan<byte>(_begin + IndexFormat.HeaderBytes + (block * IndexFormat.BlockBytes), IndexFormat.BlockBytes);
        if (XxHash3.HashToUInt64(bytes) != _hashes![block])
        {
            _isDamaged = true;
            throw new SourceUnavailableException($"The tile index of collection {Footer.Collection} is damaged in block {block}; it is built anew.");
        }
        Interlocked.Or(ref _checked[block >> 5], 1 << (int)(block & 31));
    }

    // A number in a block whose hash is right points beyond its section: our own fault, or a file made to harm.
    private void Beyond()
    {
        _isDamaged = true;
        throw new SourceUnavailableException($"The tile index of collection {Footer.Collection} points beyond its own end; it is built anew.");
    }
}
