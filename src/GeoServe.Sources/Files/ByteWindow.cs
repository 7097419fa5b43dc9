using System.Buffers;
using GeoServe.Core.Sources;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Files;

/// <summary>
/// Gives bytes of a file through a buffer that reads ahead while it is asked for one place after the other, and reads no more than it is asked for
/// while it is asked here and there. Not safe for concurrent use.
/// </summary>
internal sealed class ByteWindow(SafeFileHandle file, string path) : IDisposable
{
    private const int LeastAhead = 4 << 10;
    private const int MostAhead = 1 << 20;

    private byte[] _buffer = [];
    private long _start;
    private int _length;
    private int _ahead = LeastAhead;

    /// <summary>The bytes at a place, valid until the next call.</summary>
    /// <exception cref="SourceUnavailableException">The file ends before them: it was cut since it was opened.</exception>
    public ReadOnlySpan<byte> Read(long offset, int length)
    {
        if (!TryRead(offset, length, out ReadOnlySpan<byte> bytes)) throw new SourceUnavailableException($"File '{path}' became shorter while it was read.");
        return bytes;
    }

    /// <summary>The same, where an end of the file before them is no surprise; false then.</summary>
    public bool TryRead(long offset, int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length < 0 || offset < 0) return false;
        if (offset < _start || offset + length > _start + _length)
        {
            // Twice as much as before where the caller goes on from where the last reading ended.
            _ahead = offset >= _start && offset <= _start + _length + LeastAhead ? Math.Min(MostAhead, _ahead * 2) : LeastAhead;
            Fill(offset, Math.Max(length, _ahead));
            if (length > _length) return false;
        }
        bytes = _buffer.AsSpan((int)(offset - _start), length);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        _length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Fill(long offset, int wanted)
    {
        if (wanted > _buffer.Length)
        {
            if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _buffer = ArrayPool<byte>.Shared.Rent(wanted);
        }
        (_start, _length) = (offset, 0);
        try
        {
            while (_length < wanted)
            {
                int read = RandomAccess.Read(file, _buffer.AsSpan(_length, wanted - _length), offset + _length);
                if (read == 0) break;
                _length += read;
            }
        }
        catch (IOException broken)
        {
            throw new SourceUnavailableException($"File '{path}' cannot be read.", broken);
        }
    }
}
