using System.Globalization;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>Holds a source to what GDAL reads from the same file: each value, each position, in the same order.</summary>
internal static class GdalFeatures
{
    /// <summary>Compares every row.</summary>
    /// <param name="source">Ours.</param>
    /// <param name="file">What GDAL reads.</param>
    /// <param name="openOptions">For GDAL, such as <c>-oo ENCODING=GBK</c>.</param>
    /// <returns>How many rows there were.</returns>
    public static async Task<int> CompareAsync(IFeatureSource source, string file, params string[] openOptions)
    {
        using var folder = new TemporaryFolder();
        string lines = folder.PathOf("gdal.geojsonl");
        await Gdal.OgrToOgrAsync(lines, file, ["-f", "GeoJSONSeq", "-lco", "COORDINATE_PRECISION=17", "-lco", "SIGNIFICANT_FIGURES=17", .. openOptions]);
        FeatureSchema schema = await source.ReadSchemaAsync(default);
        using StreamReader gdal = File.OpenText(lines);
        int row = 0;
        await using FeatureReader ours = await source.QueryAsync(FeatureQuery.All, default);
        while (await gdal.ReadLineAsync() is { } line)
        {
            row++;
            Assert.That(await ours.ReadAsync(default), Is.True, $"row {row} of GDAL's is missing");
            using var theirs = JsonDocument.Parse(line);
            CompareValues(schema, ours, theirs.RootElement.GetProperty("properties"), row);
            Assert.That(Canonical(ours.Shape), Is.EqualTo(Canonical(theirs.RootElement.GetProperty("geometry"))), $"geometry of row {row}");
        }
        Assert.That(await ours.ReadAsync(default), Is.False, "GDAL has no further row");
        return row;
    }

    private static void CompareValues(FeatureSchema schema, FeatureReader ours, JsonElement properties, int row)
    {
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            int index = schema.IndexOf(property.Name);
            Assert.That(index, Is.GreaterThanOrEqualTo(0), $"column '{property.Name}' is missing");
            Assert.That(Text(ours.Values[index]), Is.EqualTo(Text(property.Value, schema.Columns[index].Kind)), $"row {row}, column '{property.Name}'");
        }
    }

    private static string Text(Value value) => value.Kind switch
    {
        ValueKind.Real or ValueKind.Integer => value.AsNumber().ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Instant => value.AsInstant().ToString("O", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Text(JsonElement value, ValueKind kind) => value.ValueKind switch
    {
        JsonValueKind.String when kind == ValueKind.Text => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String when DateOnly.TryParseExact(value.GetString(), ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture),
        JsonValueKind.String when value.GetString()!.Length > 12 && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant) => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        // GDAL writes lists with blanks of its own.
        _ => value.GetRawText().Replace(" ", "", StringComparison.Ordinal),
    };

    // Lines, rings and polygons as texts that do not depend on where a ring begins, which way it runs, or whether a single geometry is called multi.
    private static string Canonical(Shape? shape)
    {
        if (shape is null || shape.IsEmpty) return "none";
        if (shape.Members.Count > 0) return $"({string.Join(", ", shape.Members.Select(Canonical))})";
        var parts = new List<List<double[]>>();
        int from = 0;
        foreach (int end in shape.PartEnds)
        {
            var part = new List<double[]>();
            for (int i = from; i < end; i++) part.Add(shape.HasHeights ? [shape.Coordinates[2 * i], shape.Coordinates[(2 * i) + 1], shape.Heights[i]] : [shape.Coordinates[2 * i], shape.Coordinates[(2 * i) + 1]]);
            parts.Add(part);
            from = end;
        }
        if (shape.PolygonEnds.Length == 0) return Join(parts);
        var polygons = new List<string>();
        int first = 0;
        foreach (int end in shape.PolygonEnds)
        {
            polygons.Add(Polygon(parts[first..end]));
            first = end;
        }
        return string.Join(" + ", polygons.Order(StringComparer.Ordinal));
    }

    private static string Canonical(JsonElement geometry)
    {
        if (geometry.ValueKind == JsonValueKind.Null) return "none";
        string type = geometry.GetProperty("type").GetString()!;
        if (type == "GeometryCollection") return $"({string.Join(", ", geometry.GetProperty("geometries").EnumerateArray().Select(Canonical))})";
        JsonElement coordinates = geometry.GetProperty("coordinates");
        if (coordinates.GetArrayLength() == 0) return "none";
        return type switch
        {
            "Point" => Join([[Position(coordinates)]]),
            "MultiPoint" => Join([.. coordinates.EnumerateArray().Select(point => new List<double[]> { Position(point) })]),
            "LineString" => Join([Line(coordinates)]),
            "MultiLineString" => Join([.. coordinates.EnumerateArray().Select(Line)]),
            "Polygon" => Polygon([.. coordinates.EnumerateArray().Select(Line)]),
            _ => string.Join(" + ", coordinates.EnumerateArray().Select(polygon => Polygon([.. polygon.EnumerateArray().Select(Line)])).Where(polygon => polygon != "none").Order(StringComparer.Ordinal)),
        };
    }

    private static List<double[]> Line(JsonElement line) => [.. line.EnumerateArray().Select(Position)];

    private static double[] Position(JsonElement position) => [.. position.EnumerateArray().Select(number => number.GetDouble())];

    private static string Join(IEnumerable<List<double[]>> parts) => string.Join(" | ", parts.Select(part => string.Join(", ", part.Select(Text))));

    // The outer ring first, holes in the order of their texts. A ring of fewer than four positions is none.
    private static string Polygon(List<List<double[]>> rings)
    {
        string[] texts = [.. rings.Where(ring => ring.Count >= 4).Select(Ring)];
        return texts.Length == 0 ? "none" : texts[0] + string.Concat(texts.Skip(1).Order(StringComparer.Ordinal).Select(hole => " - " + hole));
    }

    private static string Ring(List<double[]> ring)
    {
        List<double[]> open = ring[..^1];
        string[] both = [Rotated(open), Rotated([.. Enumerable.Reverse(open)])];
        return both.Min(StringComparer.Ordinal)!;
    }

    private static string Rotated(List<double[]> ring)
    {
        string[] positions = [.. ring.Select(Text)];
        string least = positions.Min(StringComparer.Ordinal)!;
        // A position may be there twice: of all beginnings the least.
        return Enumerable.Range(0, positions.Length).Where(i => positions[i] == least).Select(i => string.Join(", ", positions[i..].Concat(positions[..i]))).Min(StringComparer.Ordinal)!;
    }

    private static string Text(double[] position) => string.Join(' ', position.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
