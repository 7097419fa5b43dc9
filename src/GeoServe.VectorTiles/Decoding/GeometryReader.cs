using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.VectorTiles.Decoding;

/// <summary>Reads the commands of a geometry (MVT 2.1, 4.3): positions in units of the tile, part by part. Not safe for concurrent use.</summary>
internal sealed class GeometryReader : IDisposable
{
    // Far outside of any tile; a sum of differences cannot run over.
    private const int MostUnits = 1 << 28;

    private readonly PooledList<int> _coordinates = new(512);
    private readonly PooledList<int> _ends = new(16);

    /// <summary>x, y, x, y; rings do not repeat their first position.</summary>
    public ReadOnlySpan<int> Coordinates => _coordinates.Span;

    /// <summary>For each part the number of positions up to its end.</summary>
    public ReadOnlySpan<int> Ends => _ends.Span;

    /// <summary>Reads one.</summary>
    /// <exception cref="SourceFaultException">The commands are damaged.</exception>
    public void Read(ReadOnlySpan<byte> geometry, GeometryKind kind)
    {
        _coordinates.Clear();
        _ends.Clear();
        var numbers = new MessageReader(geometry);
        long x = 0, y = 0;
        while (!numbers.IsAtEnd)
        {
            ulong command = numbers.Varint();
            ulong count = command >> 3;
            switch (command & 7)
            {
                case 7:
                    break;      // ClosePath: the next MoveTo ends the ring
                case 1 or 2:
                    if ((command & 7) == 1 && kind != GeometryKind.Point) EndPart();
                    for (ulong i = 0; i < count; i++)
                    {
                        x += Difference(numbers.Varint());
                        y += Difference(numbers.Varint());
                        if (Math.Abs(x) > MostUnits || Math.Abs(y) > MostUnits) throw new SourceFaultException("a geometry of a vector tile lies far outside of it.");
                        _coordinates.Add((int)x);
                        _coordinates.Add((int)y);
                    }
                    break;
                default:
                    throw new SourceFaultException($"a geometry of a vector tile has the unknown command {command & 7}.");
            }
        }
        EndPart();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _coordinates.Dispose();
        _ends.Dispose();
    }

    private void EndPart()
    {
        int end = _coordinates.Count / 2;
        if (end > (_ends.Count == 0 ? 0 : _ends[_ends.Count - 1])) _ends.Add(end);
    }

    private static long Difference(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
}
