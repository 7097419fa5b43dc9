using System.Collections.Immutable;
using GeoServe.Core.Sources;

namespace GeoServe.Indexing;

/// <summary>
/// One level of generalisation: its features in Hilbert order ("entries"), a packed R-tree over them, and their positions. What is the same
/// for all entries is not written.
/// </summary>
internal sealed record LevelLayout
{
    /// <summary>The zoom whose tiles are made of it, or <see cref="IndexFormat.FullZoom"/>.</summary>
    public required int Zoom { get; init; }

    /// <summary>Positions are multiples of this; 0 where they are as in the source.</summary>
    public required int UnitSteps { get; init; }

    /// <summary>How many entries.</summary>
    public required int Count { get; init; }

    /// <summary><c>uint[Count]</c>: the row of each; none: entry i is row i.</summary>
    public required Section Rows { get; init; }

    /// <summary><c>GridBox[Count]</c>; none: all are single points, and their position is their box.</summary>
    public required Section Bounds { get; init; }

    /// <summary><c>GridBox[]</c> each: boxes around 16 of the level below, from the entries up, down to 16 or fewer.</summary>
    public required ImmutableArray<Section> Nodes { get; init; }

    /// <summary><c>uint[Count + 1]</c>, in positions; none: one position each.</summary>
    public required Section Starts { get; init; }

    /// <summary><c>uint[Count + 1]</c>, into <see cref="PartEnds"/>; none: one part each.</summary>
    public required Section PartStarts { get; init; }

    /// <summary><c>int[]</c>, in positions from the feature's first.</summary>
    public required Section PartEnds { get; init; }

    /// <summary><c>int[]</c>: x, y, x, y.</summary>
    public required Section Coordinates { get; init; }

    /// <summary><c>LeftOutTile[]</c>, sorted: tiles of this zoom and how many features were left out in each.</summary>
    public required Section LeftOut { get; init; }

    /// <summary>How full tiles made of it are.</summary>
    public required TileCrowding Crowding { get; init; }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Crowding);
        writer.Write(Zoom);
        writer.Write(UnitSteps);
        writer.Write(Count);
        foreach (Section section in (Section[])[Rows, Bounds, Starts, PartStarts, PartEnds, Coordinates, LeftOut]) Write(writer, section);
        writer.Write(Nodes.Length);
        foreach (Section section in Nodes) Write(writer, section);
    }

    public static LevelLayout Read(BinaryReader reader)
    {
        var crowding = (TileCrowding)reader.ReadByte();
        int zoom = reader.ReadInt32(), unitSteps = reader.ReadInt32(), count = reader.ReadInt32();
        Section rows = ReadSection(reader), bounds = ReadSection(reader), starts = ReadSection(reader), partStarts = ReadSection(reader);
        Section partEnds = ReadSection(reader), coordinates = ReadSection(reader), leftOut = ReadSection(reader);
        ImmutableArray<Section> nodes = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadSection(reader))];
        return new LevelLayout
        {
            Crowding = crowding, Zoom = zoom, UnitSteps = unitSteps, Count = count, Rows = rows, Bounds = bounds, Nodes = nodes, Starts = starts,
            PartStarts = partStarts, PartEnds = partEnds, Coordinates = coordinates, LeftOut = leftOut,
        };
    }

    internal static void Write(BinaryWriter writer, Section section)
    {
        writer.Write(section.Offset);
        writer.Write(section.Bytes);
    }

    internal static Section ReadSection(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadInt64());
}
