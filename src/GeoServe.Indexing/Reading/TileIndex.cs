using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Reading;

/// <summary>
/// A collection prepared for tiles: a memory-mapped file of whole numbers (design, section 6). A query touches the level of its scale, the nodes
/// and positions in its box, and the columns that it asks for, and nothing else; it allocates one cursor.
/// </summary>
/// <remarks>
/// The file stays mapped as long as this object or a cursor is referred to: snapshots hold it, and the last one that does lets it go, so a
/// request that began long ago never finds a page unmapped.
/// </remarks>
public sealed class TileIndex : ITileIndex, IDisposable
{
    private readonly IndexFile _file;
    private readonly LevelReader[] _levels;

    private TileIndex(IndexFile file)
    {
        _file = file;
        _levels = [.. file.Footer.Levels.Select(layout => new LevelReader(file, layout))];
        Base = file.Footer.Base;
        Texts = new TextCache();
    }

    /// <inheritdoc/>
    public FeatureSchema Schema => _file.Footer.Schema;

    /// <inheritdoc/>
    public bool IsExact => true;

    /// <inheritdoc/>
    public ulong Base { get; }

    /// <summary>Revision of the source from which it was made.</summary>
    public ulong Revision => _file.Footer.Revision;

    /// <summary>What it was made by besides the data.</summary>
    public ulong Recipe => _file.Footer.Recipe;

    /// <summary>How many rows it has.</summary>
    public int Rows => _file.Footer.Rows;

    /// <inheritdoc/>
    public long? Count => Rows;

    /// <summary>What was found wrong in the source while it was read.</summary>
    public IReadOnlyList<string> Notes => _file.Footer.Notes;

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>True when a damaged block was met: it is to be built anew.</summary>
    public bool IsDamaged => _file.IsDamaged;

    internal IndexFile File => _file;

    internal TextCache Texts { get; }

    internal ReadOnlySpan<LevelReader> Levels => _levels;

    /// <summary>Opens an index file, in the same time whatever its size.</summary>
    /// <exception cref="IndexDamagedException">It is torn, damaged or of another version.</exception>
    public static TileIndex Open(string path) => new(IndexFile.Open(path));

    /// <inheritdoc/>
    public bool MayMeet(GridBox box) => _file.Footer.Coverage.MayMeet(box);

    /// <inheritdoc/>
    public TileCrowding Crowding(double stepsPerPixel) => LevelFor(stepsPerPixel).Layout.Crowding;

    /// <inheritdoc/>
    public long LeftOut(GridBox box, double stepsPerPixel)
    {
        long count = LevelFor(stepsPerPixel).LeftOut(box);
        GC.KeepAlive(this);         // no cursor holds a lease
        return count;
    }

    /// <inheritdoc/>
    public ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) =>
        new(new IndexCursor(this, LevelFor(query.StepsPerPixel), query));

    /// <inheritdoc/>
    public ValueTask<FeatureCursor?> QueryTotalsAsync(GridBox box, double cellSteps, string? sumColumn, CancellationToken cancellationToken)
    {
        int sums = sumColumn is null ? -1 : _file.Footer.SumColumns.IndexOf(Schema.IndexOf(sumColumn));
        if (sumColumn is not null && sums < 0) return new((FeatureCursor?)null);
        CellLayout? cells = _file.Footer.Cells.FirstOrDefault(layout => layout.SideSteps <= cellSteps);
        return new(cells is null ? null : new TotalsCursor(_file, cells, sums, box));
    }

    /// <summary>Gives up its hold of the file; cursors keep theirs.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The coarsest level that is fine enough: its quarter pixel is that of 512-pixel tiles at its zoom, so 2^(23 - zoom) steps make one pixel.</summary>
    internal LevelReader LevelFor(double stepsPerPixel)
    {
        double zoom = 23 - Math.Log2(stepsPerPixel) - 1e-6;
        foreach (LevelReader level in _levels)
        {
            if (level.Layout.Zoom >= zoom) return level;
        }
        return _levels[^1];
    }
}
