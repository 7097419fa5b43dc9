namespace GeoServe.Indexing.Reading;

/// <summary>The texts of an index that were asked for last, by the numbers of their values, so that drawing a map of few classes makes few strings. Safe for concurrent calls.</summary>
internal sealed class TextCache
{
    private readonly Entry?[] _entries = new Entry[1024];

    /// <summary>The text of a number, if it is still there.</summary>
    public string? Find(uint number) => _entries[SlotOf(number)] is { } entry && entry.Number == number ? entry.Text : null;

    /// <summary>Keeps a text, in the place of another perhaps.</summary>
    public void Keep(uint number, string text) => _entries[SlotOf(number)] = new Entry(number, text);

    private static int SlotOf(uint number) => (int)((number * 2_654_435_769u) >> 22);

    private sealed record Entry(uint Number, string Text);
}
