namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Something wrong in a style.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901) from the root of the style.</param>
/// <param name="Line">Line in the text, from 1.</param>
/// <param name="Message">What is wrong, with the value, and what is allowed.</param>
/// <param name="IsWarning">True where the style can be drawn all the same, without what is named.</param>
public sealed record StyleFault(string Pointer, int Line, string Message, bool IsWarning)
{
    /// <summary>Line, place and message on one line.</summary>
    public override string ToString() => $"line {Line}: {(Pointer.Length == 0 ? "/" : Pointer)}: {Message}";
}
