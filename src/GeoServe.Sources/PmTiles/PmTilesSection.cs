using System.Buffers.Binary;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.PmTiles;

/// <summary>A part of an archive's file: inside the file, or empty.</summary>
/// <param name="Offset">From the beginning of the file.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct PmTilesSection(long Offset, long Length)
{
    /// <summary>Reads offset and length from a header.</summary>
    /// <exception cref="SourceFaultException">The file ends before it.</exception>
    public static PmTilesSection Read(ReadOnlySpan<byte> bytes, string name, long fileBytes)
    {
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(bytes), length = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        if (offset > (ulong)fileBytes || length > (ulong)fileBytes - offset)
        {
            throw new SourceFaultException($"its {name} would end at byte {(UInt128)offset + length}, but the file has {fileBytes}: it was cut off or is still being written.");
        }
        return new((long)offset, (long)length);
    }

    /// <summary>A piece of the section; null where it does not lie inside.</summary>
    public PmTilesSection? Part(ulong offset, ulong length) =>
        offset <= (ulong)Length && length <= (ulong)Length - offset ? new(Offset + (long)offset, (long)length) : null;
}
