using System.Globalization;
using System.Text.Json;
using GeoServe.SampleCity.Relief;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity;

/// <summary>What is real in the sample city: borders, names, codes, places, the courses of the great rivers, and a coarse relief.</summary>
public sealed class SampleSeed
{
    private SampleSeed(IReadOnlyList<SeedDistrict> districts, IReadOnlyList<SeedTownship> townships,
        IReadOnlyList<SeedVillage> villages, IReadOnlyList<SeedPlace> places, IReadOnlyList<SeedRiver> rivers, CoarseDem dem) =>
        (Districts, Townships, Villages, Places, Rivers, Dem) = (districts, townships, villages, places, rivers, dem);

    internal IReadOnlyList<SeedDistrict> Districts { get; }

    internal IReadOnlyList<SeedTownship> Townships { get; }

    internal IReadOnlyList<SeedVillage> Villages { get; }

    internal IReadOnlyList<SeedPlace> Places { get; }

    internal IReadOnlyList<SeedRiver> Rivers { get; }

    internal CoarseDem Dem { get; }

    /// <summary>Reads the seed.</summary>
    /// <param name="folder">Such as <c>samples/chongqing/data</c>; its README says what is in it.</param>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is not of the expected form; the message names it.</exception>
    public static SampleSeed Load(string folder)
    {
        string At(string file) => Path.Combine(folder, file);
        Dictionary<string, List<int[]>> rings = ReadBorders(At("districts.geojson"));
        var districts = Rows(At("districts.csv"), 7).Select(row => new SeedDistrict(row[0], row[1], row[2], row[3],
            Plane.X(Number(row[4])), Plane.Y(Number(row[5])), (int)Number(row[6]),
            rings.GetValueOrDefault(row[0]) ?? throw new InvalidDataException($"districts.geojson has no district '{row[0]}'."))).ToArray();
        return new SampleSeed(
            districts,
            [.. Rows(At("townships.csv"), 4).Select(row => new SeedTownship(row[0], row[1], row[2], row[3]))],
            [.. Rows(At("villages.csv"), 3).Select(row => new SeedVillage(row[0], row[1], row[2]))],
            [.. Rows(At("places.csv"), 4).Select(row => new SeedPlace(row[0], Number(row[2]), Number(row[3])))],
            ReadRivers(At("rivers.geojson")),
            CoarseDem.Read(At("dem.asc")));
    }

    /// <summary>The same seed with only some districts, for tests.</summary>
    internal SampleSeed Only(params string[] codes) => new(
        [.. Districts.Where(district => codes.Contains(district.Code))],
        [.. Townships.Where(township => codes.Contains(township.DistrictCode))],
        [.. Villages.Where(village => codes.Contains(village.TownshipCode[..6]))],
        Places, Rivers, Dem);

    // No field of these tables holds a comma or a quote.
    private static IEnumerable<string[]> Rows(string file, int columns)
    {
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            string[] row = line.Split(',');
            if (row.Length != columns) throw new InvalidDataException($"{file}: '{line}' has {row.Length} fields, not {columns}.");
            yield return row;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, List<int[]>> ReadBorders(string file)
    {
        var borders = new Dictionary<string, List<int[]>>(StringComparer.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (JsonElement feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var rings = new List<int[]>();
            foreach (JsonElement polygon in feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray())
            {
                bool outer = true;
                foreach (JsonElement ring in polygon.EnumerateArray())
                {
                    rings.Add(Oriented(ring, outer));
                    outer = false;
                }
            }
            borders.Add(feature.GetProperty("properties").GetProperty("adcode").GetString()!, rings);
        }
        return borders;
    }

    private static int[] Oriented(JsonElement ring, bool outer)
    {
        var positions = new List<int>();
        foreach (JsonElement position in ring.EnumerateArray())
        {
            positions.Add((int)Math.Round(position[0].GetDouble() * Plane.StepsPerDegree));
            positions.Add((int)Math.Round(position[1].GetDouble() * Plane.StepsPerDegree));
        }
        int[] result = [.. positions];
        if (GeodesicArea.OfRing(result) > 0 == outer) return result;
        for (int i = 0, j = result.Length - 2; i < j; i += 2, j -= 2)
        {
            (result[i], result[j]) = (result[j], result[i]);
            (result[i + 1], result[j + 1]) = (result[j + 1], result[i + 1]);
        }
        return result;
    }

    private static SeedRiver[] ReadRivers(string file)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.GetProperty("features").EnumerateArray().Select(feature =>
        {
            JsonElement properties = feature.GetProperty("properties");
            JsonElement[] line = [.. feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray()];
            return new SeedRiver(properties.GetProperty("name").GetString()!, properties.GetProperty("name_en").GetString()!,
                properties.GetProperty("rank").GetInt32(),
                [.. line.Select(position => Plane.X(position[0].GetDouble()))],
                [.. line.Select(position => Plane.Y(position[1].GetDouble()))]);
        })];
    }
}
