namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Gathers what is wrong in a style.</summary>
internal sealed class StyleFaults
{
    private readonly List<StyleFault> _all = [];

    public IReadOnlyList<StyleFault> All => _all;

    public void Add(JsonPart at, string message) => _all.Add(new(at.Pointer, at.Line, message, IsWarning: false));

    public void Warn(JsonPart at, string message) => _all.Add(new(at.Pointer, at.Line, message, IsWarning: true));

    /// <summary>Names what is not known, and the nearest that is.</summary>
    public void Unknown(JsonPart at, string what, string name, IEnumerable<string> known)
    {
        string? nearest = Spelling.Nearest(name, known);
        Add(at, nearest is null ? $"There is no {what} '{name}'." : $"There is no {what} '{name}'; '{nearest}' is the nearest.");
    }
}
