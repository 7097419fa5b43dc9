using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.UnitTests.Maps;

/// <summary>Another index whose cursors number their values, as an index file's do; asking them for all values is a fault.</summary>
internal sealed class NumberedIndex(ITileIndex of) : ITileIndex
{
    public FeatureSchema Schema => of.Schema;

    public bool IsExact => of.IsExact;

    public ulong Base => of.Base;

    public bool MayMeet(GridBox box) => of.MayMeet(box);

    public TileCrowding Crowding(double stepsPerPixel) => of.Crowding(stepsPerPixel);

    public long LeftOut(GridBox box, double stepsPerPixel) => of.LeftOut(box, stepsPerPixel);

    public async ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) => new Cursor(await of.QueryAsync(query, cancellationToken));

    private sealed class Cursor(FeatureCursor of) : FeatureCursor
    {
        private readonly List<Value> _known = [Value.Null];

        public override ulong Id => of.Id;

        public override GeometryKind Kind => of.Kind;

        public override ReadOnlySpan<int> Coordinates => of.Coordinates;

        public override ReadOnlySpan<int> PartEnds => of.PartEnds;

        public override ReadOnlySpan<Value> Values => throw new InvalidOperationException("The filter's own columns are to be read, not all.");

        public override Value ValueAt(int column) => of.ValueAt(column);

        public override bool HasValueNumbers => true;

        public override ReadOnlySpan<uint> ValueNumbers => of.Values.ToArray().Select(NumberOf).ToArray();

        public override ReadOnlySpan<byte> TileValue(uint number)
        {
            using var bytes = new PooledList<byte>();
            Core.Sources.TileValue.Write(_known[(int)number], bytes);
            return bytes.Span.ToArray();
        }

        public override bool MoveNext() => of.MoveNext();

        public override void Dispose() => of.Dispose();

        private uint NumberOf(Value value)
        {
            int at = _known.IndexOf(value);
            if (at >= 0) return (uint)at;
            _known.Add(value);
            return (uint)_known.Count - 1;
        }
    }
}
