using System.Buffers.Binary;
using System.IO.Hashing;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoPackage;

/// <summary>A file's revision: size, time and SQLite's change counter, with those of the write-ahead log, where commits go first in WAL mode.</summary>
internal static class GeoPackageRevision
{
    // Bytes 24 to 27 of the header: the file change counter (sqlite.org/fileformat2.html, 1.3.7).
    private const int ChangeCounterAt = 24;

    // Bytes 16 to 23 of the log's header: the salts, new each time the log begins again (4.1).
    private const int SaltsAt = 16;

    /// <summary>Another number after each commit, also of another process.</summary>
    /// <exception cref="SourceUnavailableException">The file is not there or cannot be read.</exception>
    public static ulong Read(string path)
    {
        try
        {
            Span<byte> parts = stackalloc byte[48];
            parts.Clear();
            Describe(path, ChangeCounterAt, parts[..24], 4);
            if (File.Exists(path + "-wal")) Describe(path + "-wal", SaltsAt, parts[24..], 8);
            return XxHash64.HashToUInt64(parts);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"GeoPackage '{path}' cannot be read.", exception);
        }
    }

    private static void Describe(string path, int at, Span<byte> parts, int bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        BinaryPrimitives.WriteInt64LittleEndian(parts, file.Length);
        BinaryPrimitives.WriteInt64LittleEndian(parts[8..], File.GetLastWriteTimeUtc(file.SafeFileHandle).Ticks);
        RandomAccess.Read(file.SafeFileHandle, parts.Slice(16, bytes), at);
    }
}
