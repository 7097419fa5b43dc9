using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Files;

/// <summary>
/// Goes through a file once, forwards, in a buffer that holds the row at hand and grows with it. Not safe for concurrent use.
/// </summary>
internal sealed class FileScanner(SafeFileHandle file, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>The longest row that is read, in bytes; 4 million positions have room in it.</summary>
    public const int LongestRow = 256 << 20;

    private const int FirstBytes = 256 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private long _bufferStart;
    private int _length;
    private int _at;
    private int _mark;
    private bool _atEnd;

    /// <summary>Where the next byte stands in the file.</summary>
    public long Offset => _bufferStart + _at;

    /// <summary>Where the mark stands in the file.</summary>
    public long MarkOffset => _bufferStart + _mark;

    /// <summary>The bytes from the mark to the place at hand; valid until the next move.</summary>
    public ReadOnlySpan<byte> Marked => _buffer.AsSpan(_mark, _at - _mark);

    /// <summary>The bytes from the place at hand on that are at hand; empty only at the end of the file.</summary>
    public ReadOnlySpan<byte> Ahead
    {
        get
        {
            if (_at == _length) Fill();
            return _buffer.AsSpan(_at, _length - _at);
        }
    }

    /// <summary>The next byte, or -1 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Peek() => _at < _length || Fill() ? _buffer[_at] : -1;

    /// <summary>Keeps what comes from here on until the next mark.</summary>
    public void Mark() => _mark = _at;

    /// <summary>Moves on over bytes that are at hand.</summary>
    public void Advance(int bytes) => _at += bytes;

    /// <summary>Moves back to a place not before the mark.</summary>
    public void Return(long offset) => _at = (int)(offset - _bufferStart);

    /// <summary>Moves on to a byte, or to the end of the file, or by many bytes in vain, and gives false.</summary>
    /// <param name="wanted">The byte.</param>
    /// <param name="most">How many bytes behind the mark to look at.</param>
    public bool MoveTo(byte wanted, int most = int.MaxValue)
    {
        while (true)
        {
            int found = _buffer.AsSpan(_at, _length - _at).IndexOf(wanted);
            if (found >= 0)
            {
                _at += found;
                return true;
            }
            _at = _length;
            if (_at - _mark > most || !Fill()) return false;
        }
    }

    /// <summary>Moves on to one of some bytes, or to the end of the file and gives -1.</summary>
    public int MoveToAny(SearchValues<byte> wanted)
    {
        while (true)
        {
            int found = _buffer.AsSpan(_at, _length - _at).IndexOfAny(wanted);
            if (found >= 0)
            {
                _at += found;
                return _buffer[_at];
            }
            _at = _length;
            if (!Fill()) return -1;
        }
    }

    /// <summary>True when the row at hand is longer than what is read; the mark is then moved to here.</summary>
    public bool IsTooLong => _at - _mark > LongestRow;

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        _at = _length = _mark = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool Fill()
    {
        if (_atEnd) return false;
        cancellationToken.ThrowIfCancellationRequested();
        if (_at - _mark > LongestRow) _mark = _at;      // too long a row is not kept: the caller asks before it uses it
        if (_mark > 0)
        {
            _buffer.AsSpan(_mark, _length - _mark).CopyTo(_buffer);
            (_bufferStart, _at, _length, _mark) = (_bufferStart + _mark, _at - _mark, _length - _mark, 0);
        }
        if (_length > _buffer.Length / 2)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        int read = RandomAccess.Read(file, _buffer.AsSpan(_length), _bufferStart + _length);
        _atEnd = read == 0;
        _length += read;
        return read > 0;
    }
}
