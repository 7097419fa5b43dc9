using System.Buffers.Binary;
using System.Runtime.InteropServices;
using GeoServe.Core.Geometries;
using GeoServe.Sources.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GeoServe.Sources.GeoPackage;

/// <summary>
/// Fills the R*Tree of a layer from all boxes at once: sorted along a Hilbert curve and packed into full nodes, level by level, straight into
/// the tree's own tables (sqlite.org/rtree.html, 6.2 "Shadow Tables"), as GDAL does too. Inserting row by row takes many times as long
/// and gives a worse tree.
/// </summary>
internal static class GeoPackageIndexWriter
{
    private const int CellBytes = 8 + 4 * sizeof(float);
    private const int HeadBytes = 4;

    // RTREE_MAXCELLS of rtree.c.
    private const int MostCells = 51;

    /// <summary>Creates the index and fills it, in the transaction at hand.</summary>
    public static void Write(SqliteConnection connection, string index, List<GeoPackageIndexEntry> entries, CancellationToken cancellationToken)
    {
        GeoPackageStore.Execute(connection, $"CREATE VIRTUAL TABLE {SqlName.Quote(index)} USING rtree(id, minx, maxx, miny, maxy)");
        if (entries.Count == 0) return;
        // SQLite chose the size of a node by the page size; an existing root tells it.
        int nodeBytes = (int)GeoPackageStore.Count(connection, $"SELECT length(data) FROM {SqlName.Quote(index + "_node")} WHERE nodeno = 1");
        int cells = Math.Min((nodeBytes - HeadBytes) / CellBytes, MostCells);
        Sort(entries);

        using var nodes = new Statement(connection, $"INSERT OR REPLACE INTO {SqlName.Quote(index + "_node")} (nodeno, data) VALUES (?, ?)");
        using var rows = new Statement(connection, $"INSERT OR REPLACE INTO {SqlName.Quote(index + "_rowid")} (rowid, nodeno) VALUES (?, ?)");
        using var parents = new Statement(connection, $"INSERT OR REPLACE INTO {SqlName.Quote(index + "_parent")} (nodeno, parentnode) VALUES (?, ?)");
        var level = new List<Cell>(entries.Count);
        foreach (GeoPackageIndexEntry entry in entries) level.Add(new Cell(entry.Id, entry.MinX, entry.MaxX, entry.MinY, entry.MaxY));
        var placed = new List<(long Id, long Node)>(entries.Count);
        long next = 2;      // node 1 is the root
        for (int depth = 0; ; depth++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isRoot = level.Count <= cells;
            var above = new List<Cell>(level.Count / cells + 1);
            var node = new byte[nodeBytes];
            // Even shares, so that no node but the root is less than half full.
            int count = (level.Count + cells - 1) / cells;
            for (int i = 0; i < count; i++)
            {
                int from = (int)((long)level.Count * i / count), to = (int)((long)level.Count * (i + 1) / count);
                long number = isRoot ? 1 : next++;
                above.Add(Pack(CollectionsMarshal.AsSpan(level)[from..to], number, isRoot ? depth : 0, node));
                nodes.Run(number, node);
                for (int cell = from; cell < to; cell++)
                {
                    if (depth == 0) placed.Add((level[cell].Id, number));
                    else parents.Run(level[cell].Id, number);
                }
            }
            if (isRoot) break;
            level = above;
        }
        placed.Sort();
        foreach ((long id, long number) in placed) rows.Run(id, number);
    }

    private static Cell Pack(ReadOnlySpan<Cell> children, long number, int depth, byte[] node)
    {
        Array.Clear(node);
        BinaryPrimitives.WriteUInt16BigEndian(node, (ushort)depth);
        BinaryPrimitives.WriteUInt16BigEndian(node.AsSpan(2), (ushort)children.Length);
        var outer = new Cell(number, float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity);
        Span<byte> at = node.AsSpan(HeadBytes);
        foreach (Cell child in children)
        {
            BinaryPrimitives.WriteInt64BigEndian(at, child.Id);
            BinaryPrimitives.WriteSingleBigEndian(at[8..], child.MinX);
            BinaryPrimitives.WriteSingleBigEndian(at[12..], child.MaxX);
            BinaryPrimitives.WriteSingleBigEndian(at[16..], child.MinY);
            BinaryPrimitives.WriteSingleBigEndian(at[20..], child.MaxY);
            at = at[CellBytes..];
            outer = new Cell(
                number, Math.Min(outer.MinX, child.MinX), Math.Max(outer.MaxX, child.MaxX), Math.Min(outer.MinY, child.MinY), Math.Max(outer.MaxY, child.MaxY));
        }
        return outer;
    }

    private static void Sort(List<GeoPackageIndexEntry> entries)
    {
        Box all = Box.Empty;
        foreach (GeoPackageIndexEntry entry in entries) all = all.Including(entry.MinX, entry.MinY).Including(entry.MaxX, entry.MaxY);
        double perX = all.Width > 0 ? 65535 / all.Width : 0, perY = all.Height > 0 ? 65535 / all.Height : 0;
        uint[] keys = new uint[entries.Count];
        Span<GeoPackageIndexEntry> span = CollectionsMarshal.AsSpan(entries);
        for (int i = 0; i < span.Length; i++)
        {
            GeoPackageIndexEntry entry = span[i];
            keys[i] = Hilbert(
                (uint)Math.Clamp(((entry.MinX + (double)entry.MaxX) / 2 - all.MinX) * perX, 0, 65535),
                (uint)Math.Clamp(((entry.MinY + (double)entry.MaxY) / 2 - all.MinY) * perY, 0, 65535));
        }
        MemoryExtensions.Sort(keys.AsSpan(), span);
    }

    // The distance of a cell along a Hilbert curve of order 16.
    private static uint Hilbert(uint x, uint y)
    {
        uint distance = 0;
        for (uint side = 1u << 15; side > 0; side >>= 1)
        {
            uint right = (x & side) > 0 ? 1u : 0, up = (y & side) > 0 ? 1u : 0;
            distance += side * side * ((3 * right) ^ up);
            if (up == 1) continue;
            if (right == 1) (x, y) = (65535 - x, 65535 - y);
            (x, y) = (y, x);
        }
        return distance;
    }

    private readonly record struct Cell(long Id, float MinX, float MaxX, float MinY, float MaxY);

    private sealed class Statement : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly sqlite3_stmt _statement;

        public Statement(SqliteConnection connection, string sql)
        {
            _connection = connection;
            Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out _statement));
        }

        public void Run(long first, long second)
        {
            Check(raw.sqlite3_bind_int64(_statement, 1, first));
            Check(raw.sqlite3_bind_int64(_statement, 2, second));
            Step();
        }

        public void Run(long first, byte[] second)
        {
            Check(raw.sqlite3_bind_int64(_statement, 1, first));
            Check(raw.sqlite3_bind_blob(_statement, 2, second));
            Step();
        }

        public void Dispose() => _statement.Dispose();

        private void Step()
        {
            int code = raw.sqlite3_step(_statement);
            raw.sqlite3_reset(_statement);
            Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
        }

        private void Check(int code)
        {
            if (code != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle!).utf8_to_string(), code);
        }
    }
}
