using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GeoServe.Sources.Files;

/// <summary>
/// What a file system knows of a file beside size and time: its number, and when it was last changed in any way, which no program can set. It tells a file that was put in the place
/// of another by renaming, with the same size and time. Only on Linux; elsewhere the time of creation stands for it.
/// </summary>
internal static partial class FileChange
{
    private const int AtWorkingFolder = -100;
    private const uint NumberAndChange = 0x100 | 0x80;     // STATX_INO | STATX_CTIME

    /// <summary>A number that is another one for another file or after a change.</summary>
    public static long Of(FileInfo file)
    {
        if (!OperatingSystem.IsLinux()) return file.CreationTimeUtc.Ticks;
        Span<byte> answer = stackalloc byte[256];
        try
        {
            // struct statx (Linux, uapi/linux/stat.h) is laid out the same on every machine: the number at 32, seconds and nanoseconds of the change at 96.
            if (Statx(AtWorkingFolder, file.FullName, 0, NumberAndChange, ref MemoryMarshal.GetReference(answer)) != 0) return 0;
        }
        catch (EntryPointNotFoundException)
        {
            return file.CreationTimeUtc.Ticks;      // a C library older than the call
        }
        long number = BinaryPrimitives.ReadInt64LittleEndian(answer[32..]), seconds = BinaryPrimitives.ReadInt64LittleEndian(answer[96..]);
        return HashCode.Combine(number, seconds, BinaryPrimitives.ReadUInt32LittleEndian(answer[104..])) ^ (number << 32);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte answer);
}
