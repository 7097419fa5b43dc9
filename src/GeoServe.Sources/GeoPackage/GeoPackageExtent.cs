using System.Buffers.Binary;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.GeoPackage;

/// <summary>Finds the exact box around a table's geometries.</summary>
internal static class GeoPackageExtent
{
    private const int CellBytes = 8 + 4 * sizeof(float);

    /// <summary>The box, by the index where there is one: its root names the outermost boxes, and only the geometries at its four sides are read.</summary>
    public static Box Read(GeoPackageConnection connection, GeoPackageTable table)
    {
        if (table.IndexName is null) return Scan(connection, $"SELECT {table.Geometry} FROM {table.From}");
        Box outer = ReadRoot(connection, table);
        if (outer.IsEmpty) return Box.Empty;
        return Side(connection, table, "minx <= ?", outer.MinX)
            .Union(Side(connection, table, "maxx >= ?", outer.MaxX))
            .Union(Side(connection, table, "miny <= ?", outer.MinY))
            .Union(Side(connection, table, "maxy >= ?", outer.MaxY));
    }

    private static Box Side(GeoPackageConnection connection, GeoPackageTable table, string condition, double limit) => Scan(
        connection, $"SELECT {table.Geometry} FROM {table.From} WHERE {table.RowIdExpression} IN (SELECT id FROM {table.Index} WHERE {condition})", limit);

    private static Box Scan(GeoPackageConnection connection, string sql, double? parameter = null)
    {
        Box extent = Box.Empty;
        var scratch = new Shape();
        using GeoPackageStatement statement = connection.Prepare(sql);
        if (parameter is { } value) statement.Bind(value);
        while (statement.Step())
        {
            // A geometry that cannot be read has no box; a query that meets it says what is wrong with it.
            if (!statement.IsNull(0) && GeoPackageBlob.ReadBox(statement.Blob(0), scratch, out Box box) is null) extent = extent.Union(box);
        }
        return extent;
    }

    // SQLite's R*Tree keeps node 1 as its root: two bytes of depth, two of count, then cells of a number and, as big-endian
    // singles, minx, maxx, miny, maxy (sqlite.org/rtree.html, and the comment at the head of rtree.c).
    private static Box ReadRoot(GeoPackageConnection connection, GeoPackageTable table)
    {
        using GeoPackageStatement statement = connection.Prepare($"SELECT data FROM {Sql.SqlName.Quote(table.IndexName + "_node")} WHERE nodeno = 1");
        if (!statement.Step()) return Box.Empty;
        ReadOnlySpan<byte> node = statement.Blob(0);
        int cells = node.Length < 4 ? 0 : Math.Min(BinaryPrimitives.ReadUInt16BigEndian(node[2..]), (node.Length - 4) / CellBytes);
        Box root = Box.Empty;
        for (int i = 0; i < cells; i++)
        {
            ReadOnlySpan<byte> cell = node.Slice(4 + i * CellBytes + 8, CellBytes - 8);
            root = root.Union(new Box(
                BinaryPrimitives.ReadSingleBigEndian(cell), BinaryPrimitives.ReadSingleBigEndian(cell[8..]),
                BinaryPrimitives.ReadSingleBigEndian(cell[4..]), BinaryPrimitives.ReadSingleBigEndian(cell[12..])));
        }
        return root;
    }
}
