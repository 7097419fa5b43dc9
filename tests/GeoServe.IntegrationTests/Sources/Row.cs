using System.Globalization;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>A row kept beyond the reader's next one.</summary>
/// <param name="Id">The key as text.</param>
/// <param name="Shape">Type and positions, such as <c>Point 1 2</c>; null for none.</param>
/// <param name="Values">The values.</param>
public sealed record Row(string Id, string? Shape, Value[] Values)
{
    /// <summary>Reads a query to its end.</summary>
    public static async Task<List<Row>> ReadAllAsync(IFeatureSource source, FeatureQuery query, CancellationToken cancellationToken = default)
    {
        var rows = new List<Row>();
        await using FeatureReader reader = await source.QueryAsync(query, cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(new Row(reader.Id.ToString(), Text(reader.Shape), reader.Values.ToArray()));
        return rows;
    }

    /// <summary>Reads a query to its end and keeps the keys.</summary>
    public static async Task<string[]> ReadIdsAsync(IFeatureSource source, FeatureQuery query) => [.. (await ReadAllAsync(source, query)).Select(row => row.Id)];

    /// <summary>Type, then the positions with a bar after each part.</summary>
    public static string? Text(Shape? shape)
    {
        if (shape is null) return null;
        if (shape.IsEmpty) return $"{shape.Type} empty";
        if (shape.Type == ShapeType.GeometryCollection) return $"{shape.Type} ({string.Join(", ", shape.Members.Select(Text))})";
        var parts = new List<string>();
        int from = 0;
        foreach (int end in shape.PartEnds)
        {
            var positions = new List<string>();
            for (int i = from; i < end; i++)
            {
                string position = string.Create(CultureInfo.InvariantCulture, $"{shape.Coordinates[2 * i]} {shape.Coordinates[2 * i + 1]}");
                positions.Add(shape.HasHeights ? string.Create(CultureInfo.InvariantCulture, $"{position} {shape.Heights[i]}") : position);
            }
            parts.Add(string.Join(", ", positions));
            from = end;
        }
        return $"{shape.Type} {string.Join(" | ", parts)}";
    }
}
