using System.Globalization;
using System.Text;
using GeoServe.TestKit.Clients;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>The rows of the contract as files, written by hand and, for binary formats, by GDAL from those.</summary>
internal static class PlacesFiles
{
    /// <summary>One feature a line: rows 12 to 1; row 11 has no geometry, row 12 an empty one.</summary>
    public static IEnumerable<string> Features()
    {
        for (int i = 11; i >= 0; i--)
        {
            string geometry = i == 10 ? "null" : i == 11 ? """{"type":"Point","coordinates":[]}""" : $$"""{"type":"Point","coordinates":[{{X(i)}},{{Y(i)}}]}""";
            yield return $$$"""{"type":"Feature","id":{{{i + 1}}},"properties":{"id":{{{i + 1}}},"name":"P{{{i + 1:00}}}","kind":"{{{"ABC"[i % 3]}}}","n":{{{i}}},"名称":"重庆{{{i + 1}}}"},"geometry":{{{geometry}}}}""";
        }
    }

    /// <summary>Writes a feature collection.</summary>
    public static string WriteCollection(string path)
    {
        File.WriteAllText(path, $$"""{"type":"FeatureCollection","features":[{{string.Join(",\n", Features())}}]}""");
        return path;
    }

    /// <summary>Writes a CSV.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="wkt">True for well-known text, false for two columns.</param>
    /// <param name="encoding">Of the text.</param>
    public static string WriteCsv(string path, bool wkt, Encoding encoding)
    {
        var text = new StringBuilder(wkt ? "id,name,kind,n,名称,wkt\r\n" : "id,name,kind,n,名称,经度,纬度\r\n");
        for (int i = 11; i >= 0; i--)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i + 1},P{i + 1:00},{"ABC"[i % 3]},{i},重庆{i + 1},");
            text.Append(wkt ? (i == 10 ? "" : i == 11 ? "POINT EMPTY" : $"POINT ({X(i)} {Y(i)})") : i >= 10 ? "," : $"{X(i)},{Y(i)}").Append("\r\n");
        }
        File.WriteAllText(path, text.ToString(), encoding);
        return path;
    }

    /// <summary>Has GDAL write the rows in another format.</summary>
    public static async Task<string> WriteByGdalAsync(string folder, string name, params string[] arguments)
    {
        string path = Path.Combine(folder, name);
        await Gdal.OgrToOgrAsync(path, WriteCollection(Path.Combine(folder, "places-for-gdal.geojson")), arguments);
        return path;
    }

    /// <summary>
    /// Has GDAL write the rows as FlatGeobuf without an index. GDAL leaves out rows without geometry, so 12 and 11 are put behind the others: a table of one field, the properties
    /// (feature.fbs), each a column's number and its value.
    /// </summary>
    public static async Task<string> WriteFlatGeobufAsync(string folder)
    {
        string path = await WriteByGdalAsync(folder, "places.fgb", "-lco", "SPATIAL_INDEX=NO");
        byte[] bytes = await File.ReadAllBytesAsync(path);
        int count = bytes.AsSpan().IndexOf<byte>([10, 0, 0, 0, 0, 0, 0, 0]);      // features_count of the head
        bytes[count] = 12;
        await File.WriteAllBytesAsync(path, [.. bytes, .. FeatureWithoutGeometry(11), .. FeatureWithoutGeometry(10)]);
        return path;
    }

    private static byte[] FeatureWithoutGeometry(int i)
    {
        byte[] properties = [.. Integer(0, i + 1), .. Text(1, $"P{i + 1:00}"), .. Text(2, "ABC"[i % 3].ToString()), .. Integer(3, i), .. Text(4, $"重庆{i + 1}")];
        // Root at 12; a vtable of two fields at 4, of which the second is there, at 4 of the table; the vector follows at once.
        byte[] feature = [12, 0, 0, 0, 8, 0, 8, 0, 0, 0, 4, 0, 8, 0, 0, 0, 4, 0, 0, 0, .. BitConverter.GetBytes(properties.Length), .. properties];
        return [.. BitConverter.GetBytes(feature.Length), .. feature];

        static byte[] Integer(short column, int value) => [.. BitConverter.GetBytes(column), .. BitConverter.GetBytes(value)];
        static byte[] Text(short column, string value) => [.. BitConverter.GetBytes(column), .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];
    }

    private static string X(int i) => ((11405 + 10 * (i % 4)) / 100.0).ToString(CultureInfo.InvariantCulture);

    private static string Y(int i) => ((3005 + 10 * (i / 4)) / 100.0).ToString(CultureInfo.InvariantCulture);
}
