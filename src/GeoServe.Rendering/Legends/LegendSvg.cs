using System.Globalization;
using System.Xml;
using GeoServe.Core.Maps;
using GeoServe.Rendering.Glyphs;
using static GeoServe.Rendering.Legends.LegendPicture;

namespace GeoServe.Rendering.Legends;

/// <summary>Writes a legend as SVG 1.1, laid out as <see cref="LegendPicture"/> draws it; the width is that of the text in the server's own font.</summary>
internal static class LegendSvg
{
    private const string Svg = "http://www.w3.org/2000/svg";

    public static byte[] Write(string title, IReadOnlyList<LegendEntry> entries, FontLibrary fonts)
    {
        var shaper = new TextShaper(fonts);
        FontFace face = fonts.Find([]);
        LegendEntry[] shown = [.. entries.Take(MostEntries)];
        double textWidth = shown.Select(entry => Math.Min(shaper.Shape(entry.Title, face).ToArray().Sum(glyph => glyph.Advance) * TextPixels, 600)).DefaultIfEmpty(0).Max();
        double width = Math.Ceiling((EdgePixels * 3) + SymbolPixels + textWidth), height = (shown.Length * RowPixels) + (2 * EdgePixels);
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false) }))
        {
            xml.WriteStartElement("svg", Svg);
            Attributes(xml, ("version", "1.1"), ("width", Number(width)), ("height", Number(height)), ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"));
            xml.WriteElementString("title", Svg, Clean(title));
            Element(xml, "rect", ("width", Number(width)), ("height", Number(height)), ("fill", "#ffffff"));
            for (int i = 0; i < shown.Length; i++)
            {
                double middle = EdgePixels + ((i + 0.5) * RowPixels);
                if (shown[i].IsRamp) WriteRamp(xml, shown, i, middle);
                else WriteSymbol(xml, shown[i], EdgePixels + (SymbolPixels / 2.0), middle);
                xml.WriteStartElement("text", Svg);
                Attributes(xml, ("x", Number((EdgePixels * 2) + SymbolPixels)), ("y", Number(middle + (GlyphRanges.BaselineEms * TextPixels))),
                    ("font-family", "'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"), ("font-size", Number(TextPixels)), ("fill", "#333333"));
                xml.WriteString(Clean(shown[i].Title));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void WriteSymbol(XmlWriter xml, LegendEntry entry, double x, double y)
    {
        (string, string)[] edge = [.. Colour("stroke", entry.Outline ?? "#00000040"), ("stroke-width", "1")];
        switch (entry.Symbol)
        {
            case "text": break;
            case "line":
                double wide = Math.Min(entry.SizePixels, RowPixels - 8);
                (string, string)[] along = [("x1", Number(x - (SymbolPixels / 2.0))), ("y1", Number(y)), ("x2", Number(x + (SymbolPixels / 2.0))), ("y2", Number(y))];
                Element(xml, "line", [.. along, .. Colour("stroke", entry.Outline ?? "#00000040"), ("stroke-width", Number(wide + 2))]);
                Element(xml, "line", [.. along, .. Colour("stroke", entry.Colour), ("stroke-width", Number(wide))]);
                break;
            case "circle":
                Element(xml, "circle", [("cx", Number(x)), ("cy", Number(y)), ("r", Number(Math.Min(entry.SizePixels, RowPixels - 2) / 2)), .. Colour("fill", entry.Colour), .. entry.Outline is null ? [] : edge]);
                break;
            default:
                Element(xml, "rect", [("x", Number(x - (SymbolPixels / 2.0) + 0.5)), ("y", Number(y - 7.5)), ("width", Number(SymbolPixels - 1)), ("height", "15"), .. Colour("fill", entry.Colour), .. edge]);
                break;
        }
    }

    private static void WriteRamp(XmlWriter xml, LegendEntry[] shown, int i, double middle)
    {
        (float top, float bottom) = RampSpan(shown, i, (float)middle);
        if (top < middle) Element(xml, "rect", [("x", Number(EdgePixels)), ("y", Number(top)), ("width", Number(SymbolPixels)), ("height", Number(middle - top)), .. Colour("fill", shown[i].Colour)]);
        (string, string)[] fill = Colour("fill", shown[i].Colour);
        if (RampNext(shown, i) is { } next)
        {
            xml.WriteStartElement("linearGradient", Svg);
            Attributes(xml, ("id", $"ramp{i}"), ("x1", "0"), ("y1", "0"), ("x2", "0"), ("y2", "1"));
            Element(xml, "stop", [("offset", "0"), .. Colour("stop-color", shown[i].Colour, "stop-opacity")]);
            Element(xml, "stop", [("offset", "1"), .. Colour("stop-color", next.Colour, "stop-opacity")]);
            xml.WriteEndElement();
            fill = [("fill", $"url(#ramp{i})")];
        }
        Element(xml, "rect", [("x", Number(EdgePixels)), ("y", Number(middle)), ("width", Number(SymbolPixels)), ("height", Number(bottom - middle)), .. fill]);
    }

    // SVG 1.1 knows no #rrggbbaa: the opacity stands apart.
    private static (string, string)[] Colour(string property, string hex, string? opacity = null)
    {
        if (hex.Length != 9) return [(property, hex)];
        return [(property, hex[..7]), (opacity ?? $"{property}-opacity", Number(byte.Parse(hex.AsSpan(7), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0))];
    }

    private static void Element(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name, Svg);
        Attributes(xml, attributes);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params (string Name, string Value)[] attributes)
    {
        foreach ((string name, string value) in attributes) xml.WriteAttributeString(name, value);
    }

    private static string Number(double number) => Math.Round(number, 3).ToString(CultureInfo.InvariantCulture);

    // What XML 1.0 cannot hold (2.2) is left out.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
}
