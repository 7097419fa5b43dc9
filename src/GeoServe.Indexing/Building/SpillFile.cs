using System.Runtime.InteropServices;

namespace GeoServe.Indexing.Building;

/// <summary>Bytes that grow at the end and are copied or read once whole: in memory while they are few, in a temporary file beyond. Not safe for concurrent use.</summary>
/// <param name="folder">Where the temporary file would lie; it is removed when this is disposed, and after a crash by the next start.</param>
internal sealed class SpillFile(string folder) : IDisposable
{
    // An index spills to some 30 of these at once.
    private const int InMemoryBytes = 512 << 10;
    private const int BufferBytes = 128 * 1024;

    private byte[] _buffer = new byte[4096];
    private int _buffered;
    private FileStream? _file;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>Adds items.</summary>
    public void Write<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(items);
        Length += bytes.Length;
        if (bytes.Length > _buffer.Length - _buffered) MakeRoom(bytes.Length);
        if (bytes.Length > _buffer.Length - _buffered)
        {
            _file!.Write(bytes);        // larger than the whole buffer, which is empty now
            return;
        }
        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    /// <summary>Adds one item.</summary>
    public void Write<T>(T item)
        where T : unmanaged => Write(new ReadOnlySpan<T>(ref item));

    /// <summary>Gives all bytes in order, piece by piece.</summary>
    public void ReadAll(Action<ReadOnlySpan<byte>> take)
    {
        if (_file is not null)
        {
            FlushToFile();
            _file.Position = 0;
            var piece = new byte[BufferBytes];
            for (int read; (read = _file.Read(piece)) > 0;) take(piece.AsSpan(0, read));
            _file.Position = _file.Length;
            return;
        }
        take(_buffer.AsSpan(0, _buffered));
    }

    /// <summary>Begins to read the bytes from the start, in order; nothing may be written any more.</summary>
    public Stream OpenRead()
    {
        if (_file is null) return new MemoryStream(_buffer, 0, _buffered, writable: false);
        FlushToFile();
        _file.Position = 0;
        return new BufferedStream(_file, BufferBytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void MakeRoom(int bytes)
    {
        if (_file is null && _buffered + (long)bytes <= InMemoryBytes)
        {
            Array.Resize(ref _buffer, (int)Math.Min(InMemoryBytes, Math.Max(_buffer.Length * 2L, _buffered + (long)bytes)));
            return;
        }
        _file ??= new FileStream(Path.Combine(folder, Path.GetRandomFileName() + ".spill"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        });
        FlushToFile();
    }

    private void FlushToFile()
    {
        _file!.Write(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
        if (_buffer.Length > BufferBytes) _buffer = new byte[BufferBytes];
    }
}
