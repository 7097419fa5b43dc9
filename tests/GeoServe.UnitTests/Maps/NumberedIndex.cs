using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.UnitTests.Maps;

/// <summary>Another index whose cursors number their values, as an index file's do; asking them for all values is a fault.</summary>
internal sealed class NumberedIndex(ITileIndex of) : DelegatingTileIndex(of)
{
    public override async ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) => new Cursor(await base.QueryAsync(query, cancellationToken));

    private sealed class Cursor(FeatureCursor of) : DelegatingCursor(of)
    {
        private readonly List<Value> _known = [Value.Null];

        public override ReadOnlySpan<Value> Values => throw new InvalidOperationException("The filter's own columns are to be read, not all.");

        public override bool HasValueNumbers => true;

        public override ReadOnlySpan<uint> ValueNumbers => Inner.Values.ToArray().Select(NumberOf).ToArray();

        public override ReadOnlySpan<byte> TileValue(uint number)
        {
            using var bytes = new PooledList<byte>();
            Core.Sources.TileValue.Write(_known[(int)number], bytes);
            return bytes.Span.ToArray();
        }

        private uint NumberOf(Value value)
        {
            int at = _known.IndexOf(value);
            if (at >= 0) return (uint)at;
            _known.Add(value);
            return (uint)_known.Count - 1;
        }
    }
}
