using System.Globalization;
using System.Xml;

namespace GeoServe.Sources.GeoTiff;

/// <summary>What GDAL writes into tags of its own: the value that means none, and how stored numbers become measured ones.</summary>
/// <param name="NoData">The stored number that means no value; null where none does.</param>
/// <param name="Scale">By what stored numbers are multiplied.</param>
/// <param name="Offset">What is added then.</param>
internal readonly record struct GdalTags(double? NoData, double Scale, double Offset)
{
    /// <summary>Reads them for the first band.</summary>
    public static GdalTags Of(TiffImage image)
    {
        double? noData = image.Directory.TryGetValue(TiffTag.GdalNoData, out TiffEntry none) && none.Type == 2 ? Number(image.File.Text(none)) : null;
        double scale = 1, offset = 0;
        if (image.Directory.TryGetValue(TiffTag.GdalMetadata, out TiffEntry metadata) && metadata.Type == 2)
        {
            foreach ((string role, double value) in Items(image.File.Text(metadata)))
            {
                if (role == "scale") scale = value;
                if (role == "offset") offset = value;
            }
        }
        return new(noData, scale == 0 ? 1 : scale, offset);
    }

    // <Item name="SCALE" sample="0" role="scale">0.1</Item>; what is no such XML says nothing.
    private static List<(string Role, double Value)> Items(string text)
    {
        var items = new List<(string, double)>();
        try
        {
            using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.Name != "Item" || xml.GetAttribute("sample") is not (null or "0") || xml.GetAttribute("role") is not { } role) continue;
                if (xml.Read() && xml.NodeType == XmlNodeType.Text && Number(xml.Value) is { } value && double.IsFinite(value)) items.Add((role, value));
            }
        }
        catch (XmlException)
        {
            return items;
        }
        return items;
    }

    private static double? Number(string text) => double.TryParse(text.Trim().TrimEnd('\0'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : text.Trim().TrimEnd('\0').ToLowerInvariant() is "nan" or "-nan" ? double.NaN : null;
}
