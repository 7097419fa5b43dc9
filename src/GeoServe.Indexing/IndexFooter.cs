using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Indexing;

/// <summary>What an index holds and where.</summary>
internal sealed record IndexFooter
{
    /// <summary>Id of the collection.</summary>
    public required string Collection { get; init; }

    /// <summary>Revision of the source before it was read.</summary>
    public required ulong Revision { get; init; }

    /// <summary>Hash of what the index was made by besides the data.</summary>
    public required ulong Recipe { get; init; }

    /// <summary>The columns, as the source has them.</summary>
    public required FeatureSchema Schema { get; init; }

    /// <summary>How many rows: one for each feature, a collection of geometries one for each kind in it.</summary>
    public required int Rows { get; init; }

    /// <summary>What all rows are; <see cref="GeometryKind.None"/> where that differs and <see cref="Kinds"/> tells it.</summary>
    public required GeometryKind Kind { get; init; }

    /// <summary><c>ulong[Rows]</c>: ids in tiles.</summary>
    public required Section Ids { get; init; }

    /// <summary><c>byte[Rows]</c>, or none.</summary>
    public required Section Kinds { get; init; }

    /// <summary><c>int[2 * Rows]</c>: places of labels, or none where no row is a polygon.</summary>
    public required Section LabelPoints { get; init; }

    /// <summary><c>uint[Rows]</c> for each column: numbers of values, 0 for none, else a quarter of their offset in <see cref="Values"/>.</summary>
    public required ImmutableArray<Section> Columns { get; init; }

    /// <summary>Each value once, as a vector tile has it, on multiples of 4.</summary>
    public required Section Values { get; init; }

    /// <summary>From coarse to fine; the last has every position.</summary>
    public required ImmutableArray<LevelLayout> Levels { get; init; }

    /// <summary>The pyramid of counts, from coarse to fine; empty where not all rows are points.</summary>
    public required ImmutableArray<CellLayout> Cells { get; init; }

    /// <summary>Indexes of the columns with sums in the pyramid.</summary>
    public required ImmutableArray<int> SumColumns { get; init; }

    /// <summary>The tiles with content.</summary>
    public required TileBitmap Coverage { get; init; }

    /// <summary>What was found wrong in the source while it was read, for people.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>A hash of each block of data.</summary>
    public required ImmutableArray<ulong> BlockHashes { get; init; }

    /// <summary>
    /// Hash of all content, names and kinds of columns included, wherever and from whatever revision it was made: equal contents have equal
    /// ones; never 0.
    /// </summary>
    public ulong Base => XxHash64.HashToUInt64((this with { Collection = "", Revision = 0, Recipe = 0, Notes = [] }).ToBytes(), (long)IndexFormat.Version) | 1;

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Collection);
        writer.Write(Revision);
        writer.Write(Recipe);
        WriteSchema(writer);
        writer.Write(Rows);
        writer.Write((byte)Kind);
        foreach (Section section in (Section[])[Ids, Kinds, LabelPoints, Values, .. Columns]) LevelLayout.Write(writer, section);
        writer.Write(Levels.Length);
        foreach (LevelLayout level in Levels) level.Write(writer);
        writer.Write(Cells.Length);
        foreach (CellLayout cells in Cells) cells.Write(writer);
        writer.Write(SumColumns.Length);
        foreach (int column in SumColumns) writer.Write(column);
        Coverage.Write(writer);
        writer.Write(Notes.Length);
        foreach (string note in Notes) writer.Write(note);
        writer.Write(BlockHashes.Length);
        writer.Write(MemoryMarshal.AsBytes(BlockHashes.AsSpan()));
        return bytes.ToArray();
    }

    public static IndexFooter Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        string collection = reader.ReadString();
        ulong revision = reader.ReadUInt64(), recipe = reader.ReadUInt64();
        FeatureSchema schema = ReadSchema(reader);
        int rows = reader.ReadInt32();
        var kind = (GeometryKind)reader.ReadByte();
        Section ids = LevelLayout.ReadSection(reader), kinds = LevelLayout.ReadSection(reader);
        Section labelPoints = LevelLayout.ReadSection(reader), values = LevelLayout.ReadSection(reader);
        return new IndexFooter
        {
            Collection = collection, Revision = revision, Recipe = recipe, Schema = schema, Rows = rows, Kind = kind,
            Ids = ids, Kinds = kinds, LabelPoints = labelPoints, Values = values,
            Columns = [.. schema.Columns.Select(_ => LevelLayout.ReadSection(reader))],
            Levels = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => LevelLayout.Read(reader))],
            Cells = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => CellLayout.Read(reader))],
            SumColumns = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32())],
            Coverage = TileBitmap.Read(reader),
            Notes = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())],
            BlockHashes = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadUInt64())],
        };
    }

    private void WriteSchema(BinaryWriter writer)
    {
        writer.Write(Schema.Columns.Length);
        foreach (Column column in Schema.Columns)
        {
            writer.Write(column.Name);
            writer.Write((byte)column.Kind);
            writer.Write(column.Nullable);
        }
        writer.Write(Schema.Key ?? "");
        writer.Write(Schema.GeometryName ?? "");
        writer.Write((byte)Schema.GeometryType);
        writer.Write(Schema.Crs.Name);
    }

    private static FeatureSchema ReadSchema(BinaryReader reader)
    {
        ImmutableArray<Column> columns =
            [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new Column(reader.ReadString(), (ValueKind)reader.ReadByte(), reader.ReadBoolean()))];
        string key = reader.ReadString(), geometry = reader.ReadString();
        var type = (ShapeType)reader.ReadByte();
        Crs crs = CrsRegistry.Find(reader.ReadString())?.Crs ?? Crs.WebMercator;
        return new FeatureSchema(columns, key.Length == 0 ? null : key, geometry.Length == 0 ? null : geometry, type, crs);
    }
}
