using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Files;

/// <summary>
/// The revision of a file and those beside it: size, time and a hash of the content (design, "Files: size, time, hash in doubt"), the same after every
/// start and on every node. The content is read again only when size or time changed, or while the time is so young that a second writing could bear
/// the same one. Of a large file blocks spread evenly over it are read, 4 MiB in all. Safe for concurrent calls.
/// </summary>
internal sealed class FileRevision(ImmutableArray<string> paths, TimeProvider time)
{
    private const int BlockBytes = 64 << 10;
    private const int Blocks = 64;

    // Network file systems and archives keep time by seconds, FAT by two.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(3);

    private volatile Known? _known;

    /// <summary>The revision, never 0.</summary>
    /// <exception cref="SourceUnavailableException">The file is not there or cannot be read.</exception>
    public ulong Read()
    {
        FileState state = FileState.Of(paths);
        bool isYoung = (time.GetUtcNow().UtcDateTime - state.Written).Duration() < Doubt;
        if (_known is { } known && known.IsSure && known.State.Equals(state)) return known.Revision;
        ulong revision = Hash(state);
        _known = new Known(state, revision, IsSure: !isYoung);
        return revision;
    }

    private ulong Hash(FileState state)
    {
        var hash = new XxHash64();
        Span<byte> part = stackalloc byte[16];
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            foreach (((long length, long ticks), string path) in state.Parts.Zip(paths))
            {
                BinaryPrimitives.WriteInt64LittleEndian(part, length);
                BinaryPrimitives.WriteInt64LittleEndian(part[8..], ticks);
                hash.Append(part);
                if (length >= 0) Append(hash, path, block);
            }
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"File '{paths[0]}' cannot be read.", away);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        return Math.Max(1, hash.GetCurrentHashAsUInt64());
    }

    private static void Append(XxHash64 hash, string path, byte[] block)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long length = RandomAccess.GetLength(file);
        bool whole = length <= (long)BlockBytes * Blocks;
        long blocks = whole ? (length + BlockBytes - 1) / BlockBytes : Blocks;
        for (long i = 0; i < blocks; i++)
        {
            long offset = whole ? i * BlockBytes : (length - BlockBytes) / (Blocks - 1) * i;
            hash.Append(block.AsSpan(0, RandomAccess.Read(file, block.AsSpan(0, BlockBytes), offset)));
        }
    }

    private sealed record Known(FileState State, ulong Revision, bool IsSure);
}
