using System.Runtime.InteropServices;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Makes the tile index of a collection, from any source, in memory that does not grow with the geometry: reads all rows once, sorts them along the
/// Hilbert curve, writes them, then makes level after level from what was written. Written beside its place and moved there when it is whole.
/// </summary>
/// <param name="collection">Id of the collection.</param>
/// <param name="source">Where its features live.</param>
/// <param name="recipe">By what it is made.</param>
/// <param name="definition">Hash of what the configuration says of the collection, such as its table.</param>
public sealed class TileIndexBuilder(string collection, IFeatureSource source, IndexRecipe recipe, ulong definition = 0)
{
    private IReadOnlyList<string> _notes = [];

    /// <summary>Builds the index and puts it at <paramref name="path"/>, in the place of an older one.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    /// <exception cref="SourceFaultException">The source cannot be read.</exception>
    /// <exception cref="InvalidDataException">There is more than a file can hold.</exception>
    /// <exception cref="IOException">The disk is full, or the file cannot be put in its place.</exception>
    public async Task BuildAsync(string path, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, partial = path + ".partial";
        Directory.CreateDirectory(folder);
        try
        {
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            FeatureSchema schema = await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
            using var sorter = new RowSorter(folder);
            await ReadAsync(schema, sorter, progress, cancellationToken).ConfigureAwait(false);
            using (var writer = new IndexFileWriter(partial)) Write(writer, schema, revision, sorter, folder, progress, cancellationToken);
            if (Directory.Exists(path)) Directory.Delete(path);      // an empty one; another is left to whoever made it, and named
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task ReadAsync(FeatureSchema schema, RowSorter sorter, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        using var features = new GridFeatures(columns: 0);
        using var values = new PooledList<byte>(1024);
        using var faults = new GeometryFaults();
        var writer = new GridFeatureWriter(features, CrsRegistry.Between(schema.Crs, Crs.WebMercator));
        await using FeatureReader reader = await source.QueryAsync(FeatureQuery.All, cancellationToken).ConfigureAwait(false);
        long rows = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if ((++rows & 0x3FFF) == 0) progress?.Report(new IndexProgress("reading", rows, 0));
            if (reader.Shape is not { IsEmpty: false } shape) continue;
            features.Clear();
            faults.Add(reader.Id, shape, writer, features);
            AddRow(reader, features, values, sorter);
        }
        _notes = faults.Notes;
        if (sorter.Count > int.MaxValue) throw new InvalidDataException("The collection has more than 2,147,483,647 features.");
    }

    private static void AddRow(FeatureReader reader, GridFeatures features, PooledList<byte> values, RowSorter sorter)
    {
        values.Clear();
        foreach (ref readonly Value value in reader.Values)
        {
            Span<byte> length = values.Reserve(4);
            int begin = values.Count;
            TileValue.Write(value, values);
            MemoryMarshal.Write(values.Span[(begin - 4)..], values.Count - begin);
        }
        while (features.MoveNext())
        {
            GridBox box = features.Bounds;
            ulong place = Hilbert.PlaceOf((int)(((long)box.MinX + box.MaxX) >> 1), (int)(((long)box.MinY + box.MaxY) >> 1));
            sorter.Add(place, features.Id, features.Kind, features.PartEnds, features.Coordinates, values.Span);
        }
    }

    private void Write(IndexFileWriter writer, FeatureSchema schema, ulong revision, RowSorter sorter, string folder, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        using var rows = new RowsSpill(folder, schema, recipe.Rank);
        progress?.Report(new IndexProgress("sorting", sorter.Count, 0.5));
        sorter.ReadAll(rows.Add, cancellationToken);
        long read = sorter.Count;
        sorter.Dispose();       // its rows are in the file
        IndexFooter footer = rows.Write(writer) with { Collection = collection, Revision = revision, Recipe = recipe.HashWith(definition) };

        bool isCoverage = LookOver(writer, footer);
        var layers = new LevelBuilder(folder, footer, rows.Ranks, Math.Max(recipe.LayerBytes - rows.LayerBytes, recipe.LayerBytes / 4), rows.BytesEach + recipe.JoinedBytes, isCoverage);
        var levels = new List<LevelLayout>(footer.Levels);
        Dictionary<ulong, ulong> finerLeftOut = [];
        int finest = rows.IsPoints ? IndexFormat.CompleteZoom - 1 : IndexFormat.FinestZoom;
        for (int zoom = finest; zoom >= 0 && footer.Rows > 0; zoom--)
        {
            progress?.Report(new IndexProgress($"zoom {zoom}", read, 1 - (0.4 * (zoom + 1) / (finest + 1))));
            writer.Flush();
            ReleaseMemory(footer.Rows);
            using IndexFile unfinished = IndexFile.OpenUnfinished(writer.Path, footer);
            var leftOut = new Dictionary<ulong, ulong>();
            levels.Add(layers.Build(zoom, unfinished, new LevelReader(unfinished, levels[^1]), finerLeftOut, leftOut, writer, cancellationToken));
            finerLeftOut = leftOut;
        }
        levels.Reverse();
        CellPyramid? cells = null;
        if (rows.IsPoints && footer.Rows > 0)
        {
            writer.Flush();
            ReleaseMemory(footer.Rows);
            using IndexFile unfinished = IndexFile.OpenUnfinished(writer.Path, footer);
            cells = CellPyramid.Build(unfinished, footer, new LevelReader(unfinished, levels[^1]), writer, cancellationToken);
        }
        writer.Finish(hashes => footer with
        {
            Levels = [.. levels], Cells = cells?.Layouts ?? [], SumColumns = cells?.SumColumns ?? [], Notes = [.. _notes], BlockHashes = [.. hashes],
        });
    }

    // Marks the tiles with content; true where the polygons lie side by side.
    private static bool LookOver(IndexFileWriter writer, IndexFooter footer)
    {
        writer.Flush();
        using IndexFile unfinished = IndexFile.OpenUnfinished(writer.Path, footer);
        var level = new LevelReader(unfinished, footer.Levels[^1]);
        for (int entry = 0; entry < level.Count; entry++) footer.Coverage.Mark(level.BoundsOf(entry));
        return footer.Kind == GeometryKind.Polygon && SharedBorders.PartOf(level) >= SharedBorders.LeastOfCoverage;
    }

    // Each step leaves arrays of a size that the collector does not look at until it has many: for a collection of 2.4 million, 1.1 GB in all
    // instead of 0.4. A collection takes milliseconds, since hardly anything lives.
    private static void ReleaseMemory(int rows)
    {
        if (rows > 100_000) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
    }
}
