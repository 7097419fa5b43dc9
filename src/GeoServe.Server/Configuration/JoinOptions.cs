namespace GeoServe.Server.Configuration;

/// <summary>Section <c>join</c> of a collection: a table whose columns are put to its own, row by row, by a key.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Source">Where the table is.</param>
/// <param name="Table">Its name, where the source has several.</param>
/// <param name="Key">The column of the collection.</param>
/// <param name="TableKey">The column of the table that holds the same values.</param>
/// <param name="Columns">The table's columns to take; empty for all but its key.</param>
internal sealed record JoinOptions(YamlPlace Place, SourceOptions Source, string Table, string Key, string TableKey, IReadOnlyList<string> Columns)
{
    /// <summary>All that decides what is read, as text.</summary>
    public string Identity => $"{Source.Identity}|{Table}|{Key}|{TableKey}|{string.Join(',', Columns)}";

    /// <summary>Reads it; null where there is none, or a faulty one.</summary>
    /// <param name="yaml">The collection's section.</param>
    /// <param name="own">The collection's source, which holds the table where the join names no other.</param>
    /// <param name="isFaulty">True where there is one and it cannot be read.</param>
    public static JoinOptions? Read(YamlSection yaml, SourceOptions? own, out bool isFaulty)
    {
        isFaulty = false;
        if (yaml.Section("join") is not { } join) return null;
        int before = join.Faults.Count;
        SourceOptions? source = join.Has("source") ? SourceOptions.Read(join) : own;
        string? table = join.Text("table"), key = join.RequiredText("key"), tableKey = join.Text("tableKey");
        IReadOnlyList<string> columns = join.Texts("columns");
        join.End();
        if (source is { HasTables: true } && table is null) join.Faults.Add(join.Place, "'table' is missing: the table to join.");
        if (source is { HasTables: false } && table is not null) join.Faults.Add(join.PlaceOf("table"), "this source holds one table only; leave out 'table'.");
        if (source is { HasTables: false } && !join.Has("source")) join.Faults.Add(join.Place, "'source' is missing: where the table is, such as {csv: indicators.csv}.");
        if (source is { IsRaster: true }) join.Faults.Add(join.Place, "a raster has no rows to join.");
        isFaulty = join.Faults.Count > before || source is null || key is null;
        return isFaulty ? null : new JoinOptions(join.Place, source!, table ?? "", key!, tableKey ?? key!, columns);
    }
}
