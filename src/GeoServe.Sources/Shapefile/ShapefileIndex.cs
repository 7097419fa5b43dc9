using System.Buffers.Binary;
using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Shapefile;

/// <summary>Finds the records of a .shp: by the .shx where it is right, else by going from record to record.</summary>
internal static class ShapefileIndex
{
    private const int HeadBytes = 100;

    /// <summary>Offset and length of the content of each record, in order.</summary>
    /// <param name="shp">The geometries.</param>
    /// <param name="shpPath">Their file.</param>
    /// <param name="shx">The index; null where there is none.</param>
    /// <param name="shxPath">Its file.</param>
    /// <param name="faults">Told where the index is missing or wrong, and where the geometries break off.</param>
    public static IEnumerable<(long Offset, int Length)> Read(SafeFileHandle shp, string shpPath, SafeFileHandle? shx, string shxPath, RowFaultList faults)
    {
        if (shx is null)
        {
            faults.Note($"'{Path.GetFileName(shxPath)}' is missing: the records were found by reading the .shp through.");
            return Walk(shp, shpPath, faults);
        }
        if (WhatIsWrong(shp, shpPath, shx, shxPath) is { } wrong)
        {
            faults.Note($"'{Path.GetFileName(shxPath)}' is not used: {wrong}; the records were found by reading the .shp through.");
            return Walk(shp, shpPath, faults);
        }
        return Look(shx, shxPath);
    }

    private static IEnumerable<(long, int)> Look(SafeFileHandle shx, string path)
    {
        using var window = new ByteWindow(shx, path);
        long length = RandomAccess.GetLength(shx);
        for (long at = HeadBytes; at + 8 <= length; at += 8)
        {
            (long offset, int words) = Entry(window, at);
            yield return (offset, words);
        }
    }

    private static (long Offset, int Length) Entry(ByteWindow window, long at)
    {
        ReadOnlySpan<byte> entry = window.Read(at, 8);
        return (BinaryPrimitives.ReadUInt32BigEndian(entry) * 2L, (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(entry[4..]) * 2L));
    }

    // Right is an index whose entries lie one behind the other in the file, each where a record of that number begins.
    private static string? WhatIsWrong(SafeFileHandle shp, string shpPath, SafeFileHandle shx, string shxPath)
    {
        long length = RandomAccess.GetLength(shx), shpLength = RandomAccess.GetLength(shp);
        if (length < HeadBytes) return $"it has {length} bytes";
        if ((length - HeadBytes) % 8 != 0) return "it breaks off in the middle of an entry";
        using var entries = new ByteWindow(shx, shxPath);
        using var records = new ByteWindow(shp, shpPath);
        if (BinaryPrimitives.ReadInt32BigEndian(entries.Read(0, 4)) != 9994) return "it does not begin as one";
        long number = 0, end = HeadBytes;
        for (long at = HeadBytes; at < length; at += 8)
        {
            (long offset, int bytes) = Entry(entries, at);
            number++;
            if (offset < HeadBytes || !records.TryRead(offset, 8, out ReadOnlySpan<byte> head)) return $"its entry {number} lies outside of the .shp";
            if (BinaryPrimitives.ReadUInt32BigEndian(head) != number) return $"no record {number} begins where its entry {number} says";
            end = Math.Max(end, offset + 8 + bytes);
        }
        // Records behind the last entry: the index was left behind.
        return records.TryRead(end, 8, out ReadOnlySpan<byte> next) && BinaryPrimitives.ReadUInt32BigEndian(next) == number + 1 ? $"record {number + 1} of the .shp is not in it" : null;
    }

    private static IEnumerable<(long, int)> Walk(SafeFileHandle shp, string path, RowFaultList faults)
    {
        using var window = new ByteWindow(shp, path);
        long number = 1;
        for (long at = HeadBytes; TryHead(window, at, out uint found, out int bytes, out int type); number++)
        {
            if (found != number)
            {
                faults.Note($"record {number} does not begin behind record {number - 1}: what follows cannot be found without a right .shx.");
                yield break;
            }
            yield return (at, bytes);
            long next = at + 8 + bytes;
            // Some programs count the bytes of a null shape wrongly.
            if (type == 0 && bytes != 4 && (!TryHead(window, next, out uint after, out _, out _) || after != number + 1) && TryHead(window, at + 12, out after, out _, out _) && after == number + 1) next = at + 12;
            at = next;
        }
    }

    private static bool TryHead(ByteWindow window, long at, out uint number, out int bytes, out int type)
    {
        (number, bytes, type) = (0, 0, 0);
        if (!window.TryRead(at, 12, out ReadOnlySpan<byte> head)) return false;
        number = BinaryPrimitives.ReadUInt32BigEndian(head);
        bytes = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(head[4..]) * 2L);
        type = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        return true;
    }
}
