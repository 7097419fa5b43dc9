using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Sources;

/// <summary>The features of another cursor that a condition is true for; false and unknown both leave one out.</summary>
internal sealed class FilteredCursor : DelegatingCursor
{
    // As many points, with some attributes, have room in a vector tile.
    private const int MostMatches = 4096;

    // Steps in a pixel of a vector tile of zoom 14, from which on nothing is left out (design, section 6).
    private const double CompleteStepsPerPixel = 512;

    private readonly Expression _condition;
    private readonly int _columns;
    private readonly int[] _read;
    private readonly Value[] _values;
    private readonly CancellationToken _cancellationToken;
    private int _place = -1;        // of the feature at hand among all

    private FilteredCursor(FeatureCursor all, Expression condition, int columns, int[] read, CancellationToken cancellationToken)
        : base(all)
    {
        _condition = condition;
        _columns = columns;
        _read = read;
        _values = new Value[read.Length == 0 ? 0 : read.Max() + 1];
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// Asks a tile index for the features that a condition is true for; for no condition it is the index's own cursor. Where the index leaves features
    /// out at this scale, those that it would leave out are asked, too, and given if all matches together are few.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="query">Where, how coarse and which columns; those that only the condition reads are asked for beside, and not given.</param>
    /// <param name="condition">Bound to any schema with the index's columns; null for every feature.</param>
    /// <param name="cancellationToken">Looked at while features are left out, too.</param>
    public static ValueTask<FeatureCursor> QueryAsync(ITileIndex index, TileQuery query, Expression? condition, CancellationToken cancellationToken) =>
        condition is null ? index.QueryAsync(query, cancellationToken) : FilterAsync(index, query, condition, cancellationToken);

    private static async ValueTask<FeatureCursor> FilterAsync(ITileIndex index, TileQuery query, Expression condition, CancellationToken cancellationToken)
    {
        if (index.LeftOut(query.Box, query.StepsPerPixel) > 0)
        {
            TileQuery complete = query with { StepsPerPixel = CompleteStepsPerPixel, UnitSteps = 0 };
            var matches = new List<int>();
            using (FilteredCursor all = await OpenAsync(index, complete with { Columns = [] }, condition, cancellationToken).ConfigureAwait(false))
            {
                while (matches.Count <= MostMatches && all.MoveNext()) matches.Add(all._place);
            }
            if (matches.Count <= MostMatches) return new ChosenCursor(await index.QueryAsync(complete, cancellationToken).ConfigureAwait(false), matches, cancellationToken);
        }
        return await OpenAsync(index, query, condition, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<FilteredCursor> OpenAsync(ITileIndex index, TileQuery query, Expression condition, CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        condition.CollectAttributes(names);
        int[] read = [.. names.Select(index.Schema.IndexOf).Where(column => column >= 0)];
        ImmutableArray<int> columns = query.Columns.AddRange(read.Where(column => !query.Columns.Contains(column)));
        Expression bound = condition.Bind(name => index.Schema.IndexOf(name) is int column and >= 0 ? columns.IndexOf(column) : -1);
        FeatureCursor all = await index.QueryAsync(query with { Columns = columns }, cancellationToken).ConfigureAwait(false);
        return new FilteredCursor(all, bound, query.Columns.Length, [.. read.Select(column => columns.IndexOf(column))], cancellationToken);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<Value> Values => Inner.Values[.._columns];

    /// <inheritdoc/>
    public override ReadOnlySpan<uint> ValueNumbers => Inner.ValueNumbers[.._columns];

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (Inner.MoveNext())
        {
            if ((++_place & 255) == 0) _cancellationToken.ThrowIfCancellationRequested();
            var context = new EvaluationContext(0, ValuesToAsk(), Inner.Kind, Inner.Id) { Coordinates = Inner.Coordinates, PartEnds = Inner.PartEnds };
            if (_condition.Evaluate(context) is { Kind: ValueKind.Boolean } passes && passes.AsBoolean()) return true;
        }
        return false;
    }

    // The condition's own columns alone.
    private ReadOnlySpan<Value> ValuesToAsk()
    {
        foreach (int column in _read) _values[column] = Inner.ValueAt(column);
        return _values;
    }
}
