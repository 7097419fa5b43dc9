using System.Text;
using GeoServe.Core.Features;

namespace GeoServe.Indexing.Building;

/// <summary>What attributes cost in a tile: a value that most features have for themselves counts with each feature, one that many share with the layer.</summary>
internal sealed class ColumnCosts(FeatureSchema schema)
{
    // Tag, length and id of a feature, the head of its attributes and of its geometry.
    private const int FeatureBytes = 18;

    private readonly (long Values, long Bytes, long New, long NewBytes)[] _columns = new (long, long, long, long)[schema.Columns.Length];

    /// <summary>Counts a value.</summary>
    public void Add(int column, int bytes, bool isNew)
    {
        ref (long Values, long Bytes, long New, long NewBytes) counts = ref _columns[column];
        if (bytes == 0) return;
        counts.Values++;
        counts.Bytes += bytes;
        if (!isNew) return;
        counts.New++;
        counts.NewBytes += bytes;
    }

    /// <summary>Bytes of a feature in a tile besides its geometry, on average over so many features.</summary>
    public int BytesEach(int features)
    {
        double bytes = FeatureBytes;
        foreach ((long values, long valueBytes, long _, long _) in _columns.Where(IsOwn)) bytes += (values * 4.0 + valueBytes) / Math.Max(1, features);
        foreach ((long values, long _, long _, long _) in _columns.Where(column => !IsOwn(column))) bytes += values * 3.0 / Math.Max(1, features);
        return (int)Math.Ceiling(bytes);
    }

    /// <summary>Bytes of a layer besides its features: names of columns, and the values that features share.</summary>
    public int LayerBytes(int features) => (int)Math.Min(
        1 << 20, 64 + schema.Columns.Sum(column => Encoding.UTF8.GetByteCount(column.Name) + 3) + _columns.Where(column => !IsOwn(column)).Sum(column => column.NewBytes));

    private static bool IsOwn((long Values, long Bytes, long New, long NewBytes) column) => column.New * 20 > column.Values;
}
