using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;

namespace GeoServe.Core.Maps;

/// <summary>
/// The features of one collection in a view, forward only: straight from the tile index, cut to the view and its margin, in scene units, valid.
/// What a property gives is valid until the next feature. Nothing is allocated for a feature. Not safe for concurrent use.
/// </summary>
public sealed class SceneStream : IDisposable
{
    private readonly ImmutableArray<(FeatureCursor Cursor, long ShiftSteps)> _cursors;
    private readonly SceneCutter _cutter;
    private readonly MapView _view;
    private int _at;
    private Value[]? _looks;

    internal SceneStream(Collection collection, ImmutableArray<Column> columns, MapView view, SceneCutter cutter, ImmutableArray<(FeatureCursor, long)> cursors)
    {
        Collection = collection;
        Columns = columns;
        _view = view;
        _cutter = cutter;
        _cursors = cursors;
        if (!cursors.IsEmpty) _cutter.Begin(cursors[0].Item2);
    }

    /// <summary>The collection.</summary>
    public Collection Collection { get; }

    /// <summary>What the values of each feature mean, in order.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>Indexes among <see cref="Columns"/> of what labels of polygons need; empty where the style labels none.</summary>
    public ImmutableArray<int> LabelColumns { get; init; } = [];

    /// <summary>Indexes among <see cref="Columns"/> of what tells features of different looks apart.</summary>
    public ImmutableArray<int> LookColumns { get; init; } = [];

    /// <summary>Name of the layer of label points.</summary>
    public string LabelLayer => LabelLayerOf(Collection.Id);

    /// <summary>
    /// Set where the view holds more polygons than a tile has room for: tells which of them the style draws alike, so that an encoder can merge them
    /// with a <see cref="ClassMerger"/>.
    /// </summary>
    public StyleClasses? Classes { get; init; }

    /// <summary>How full tiles of this scale are: what of their features is not carried.</summary>
    public TileCrowding Crowding { get; init; }

    /// <summary>True when lines of equal values are to be joined where an end meets a beginning.</summary>
    public bool JoinsLines => Crowding == TileCrowding.Features;

    /// <summary>How many features of the view are left out at this scale to keep the tile small.</summary>
    public long LeftOut { get; init; }

    /// <summary>The feature's id in tiles; 0 for none.</summary>
    public ulong Id => Cursor.Id;

    /// <summary>Points, lines or polygons.</summary>
    public GeometryKind Kind { get; private set; }

    /// <summary>x, y, x, y in scene units. No two neighbours in a part are equal; polygons are valid, outer rings with positive area (y down), each before its holes.</summary>
    public ReadOnlySpan<int> Coordinates => _cutter.Coordinates;

    /// <summary>For each part the number of positions up to its end; points are one part.</summary>
    public ReadOnlySpan<int> PartEnds => _cutter.PartEnds;

    /// <summary>The values of the columns.</summary>
    public ReadOnlySpan<Value> Values => Cursor.Values;

    /// <summary>The values of <see cref="LookColumns"/> in their places, all others null: no text is made that only labels need.</summary>
    public ReadOnlySpan<Value> LookValues
    {
        get
        {
            _looks ??= new Value[Columns.Length];
            foreach (int column in LookColumns) _looks[column] = Cursor.ValueAt(column);
            return _looks;
        }
    }

    /// <summary>True when <see cref="ValueNumbers"/> and <see cref="TileValue"/> can be asked for this stream.</summary>
    public bool HasValueNumbers => _cursors.Length > 0 && _cursors[0].Cursor.HasValueNumbers;

    /// <summary>Numbers of the values, as <see cref="FeatureCursor.ValueNumbers"/>.</summary>
    public ReadOnlySpan<uint> ValueNumbers => Cursor.ValueNumbers;

    private FeatureCursor Cursor => _cursors[_at].Cursor;

    /// <summary>Name of the layer with one label point for each polygon of a collection, beside the layer of the collection's own name.</summary>
    public static string LabelLayerOf(string collection) => collection + "_label";

    /// <summary>The value of a number, as <see cref="FeatureCursor.TileValue"/>.</summary>
    public ReadOnlySpan<byte> TileValue(uint number) => _cursors[0].Cursor.TileValue(number);       // also after the last feature

    /// <summary>Goes to the next feature; false after the last.</summary>
    public bool MoveNext()
    {
        while (_at < _cursors.Length)
        {
            FeatureCursor cursor = Cursor;
            while (cursor.MoveNext())
            {
                Kind = cursor.Kind;
                if (_cutter.Cut(cursor)) return true;
            }
            if (++_at < _cursors.Length) _cutter.Begin(_cursors[_at].ShiftSteps);
        }
        return false;
    }

    /// <summary>The place of the feature's label in scene units, where it is a polygon whose label lies in the view itself: right and lower side excluded, so that it is in one tile.</summary>
    public bool TryGetLabelPoint(out int x, out int y)
    {
        if (!Cursor.TryGetLabelPoint(out x, out y)) return false;
        (x, y) = _cutter.ToUnits(x, y);
        return x >= 0 && y >= 0 && x < _view.WidthUnits && y < _view.HeightUnits;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((FeatureCursor cursor, long _) in _cursors) cursor.Dispose();
        _cutter.Dispose();
    }
}
