namespace GeoServe.Core.Features.Expressions;

/// <summary>What an expression is asked to give, or turned into.</summary>
public enum ExpressionType : byte
{
    /// <summary>Anything.</summary>
    Any,
    /// <summary>A text.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A truth value.</summary>
    Boolean,
    /// <summary>A colour.</summary>
    Colour,
    /// <summary>A list.</summary>
    List,
    /// <summary>A label: a text made of whatever is given.</summary>
    Label,
}
