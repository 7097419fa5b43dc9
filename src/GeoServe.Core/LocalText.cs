namespace GeoServe.Core;

/// <summary>A text for people in the languages of the city.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record LocalText(string Zh, string En)
{
    /// <summary>The same text in each language.</summary>
    public static LocalText Of(string text) => new(text, text);

    /// <summary>The text in a language: English for "en", else Chinese.</summary>
    public string In(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? En : Zh;

    /// <summary>Both, Chinese first, or one where they are the same: for documents that have one title only.</summary>
    public override string ToString() => Zh == En ? Zh : $"{Zh} {En}";
}
