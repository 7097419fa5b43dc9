using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace GeoServe.Indexing.Building;

/// <summary>Writes an index file from its first byte to its last: section after section, hashing each block as it passes, then the footer, and the header last.</summary>
internal sealed class IndexFileWriter : IDisposable
{
    private readonly FileStream _stream;
    private readonly byte[] _block = new byte[IndexFormat.BlockBytes];
    private readonly List<ulong> _hashes = [];
    private int _inBlock;
    private long _position = IndexFormat.HeaderBytes;

    public IndexFileWriter(string path)
    {
        Path = path;
        _stream = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _stream.Write(new byte[IndexFormat.HeaderBytes]);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Hashes of the blocks so far; the last may not be whole before <see cref="Finish"/>.</summary>
    public IReadOnlyList<ulong> BlockHashes => _hashes;

    /// <summary>Writes items as a section.</summary>
    public Section Write<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        long begin = Align();
        Append(MemoryMarshal.AsBytes(items));
        return new Section(begin, _position - begin);
    }

    /// <summary>Writes what was spilled as a section.</summary>
    public Section Write(SpillFile spilled)
    {
        long begin = Align();
        spilled.ReadAll(Append);
        return new Section(begin, _position - begin);
    }

    /// <summary>Writes what is buffered, so that another view of the file sees all sections.</summary>
    public void Flush()
    {
        long block = _hashes.Count * (long)IndexFormat.BlockBytes;
        _stream.Position = IndexFormat.HeaderBytes + block;
        _stream.Write(_block.AsSpan(0, _inBlock));
        _stream.Position = IndexFormat.HeaderBytes + block;
        _stream.Flush();
    }

    /// <summary>Ends the last block, writes footer and header, and waits until the disk has it all.</summary>
    /// <param name="footer">Makes the footer with the hashes of the blocks.</param>
    public void Finish(Func<IReadOnlyList<ulong>, IndexFooter> footer)
    {
        if (_inBlock > 0) Append(new byte[_block.Length - _inBlock]);
        byte[] bytes = footer(_hashes).ToBytes();
        IndexHeader header = IndexHeader.Of(_stream.Position, bytes);
        _stream.Write(bytes);
        header.Write(_stream);
        _stream.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private long Align()
    {
        int over = (int)(_position % IndexFormat.Alignment);
        if (over > 0) Append(stackalloc byte[IndexFormat.Alignment - over]);
        return _position;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _position += bytes.Length;
        while (!bytes.IsEmpty)
        {
            int fits = Math.Min(bytes.Length, _block.Length - _inBlock);
            bytes[..fits].CopyTo(_block.AsSpan(_inBlock));
            bytes = bytes[fits..];
            _inBlock += fits;
            if (_inBlock < _block.Length) continue;
            _hashes.Add(XxHash3.HashToUInt64(_block));
            _stream.Write(_block);
            _inBlock = 0;
        }
    }
}
