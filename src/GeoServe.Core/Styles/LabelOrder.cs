using System.Text.Json.Nodes;

namespace GeoServe.Core.Styles;

/// <summary>
/// Who is written first where labels of one layer and class want the same place: an order that looks like chance, since one that runs through space loses
/// most labels (design, section 7). It is one that MapLibre can reckon too, so the map of a client has the names that the picture has.
/// </summary>
public static class LabelOrder
{
    // A prime below 2^20, and about the golden part of it, so that ids in a row lie far apart; products are whole numbers of a double.
    private const int Prime = 1_048_573, Factor = 648_053;

    /// <summary>The place of a feature in the order; lower ones come first. Below 2^20.</summary>
    /// <param name="id">Its id in tiles.</param>
    public static int Of(ulong id) => (int)(id % Prime * Factor % Prime);

    /// <summary>The same as an expression for <c>symbol-sort-key</c>.</summary>
    public static JsonArray Expression => new("%", new JsonArray("*", new JsonArray("%", new JsonArray("number", new JsonArray("id"), 0), Prime), Factor), Prime);

    /// <summary>True for a layer of a style file whose texts, at points, have no order of their own and hide one another.</summary>
    /// <param name="layer">As it is written.</param>
    public static bool Suits(JsonObject layer) =>
        (string?)layer["type"] == "symbol" && layer["layout"] is JsonObject layout && layout["text-field"] is not null
        && (layout["symbol-placement"] is null || layout["symbol-placement"]!.ToString() == "point")
        && !layout.ContainsKey("symbol-sort-key") && !layout.ContainsKey("text-allow-overlap") && !layout.ContainsKey("icon-image");
}
