namespace GeoServe.Core.Features;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing: no value is known.</summary>
    Null,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>A whole number of 64 bits.</summary>
    Integer,
    /// <summary>A number of double precision.</summary>
    Real,
    /// <summary>Characters.</summary>
    Text,
    /// <summary>A day, without a time zone.</summary>
    Date,
    /// <summary>An instant, kept in UTC.</summary>
    Instant,
    /// <summary>Bytes.</summary>
    Bytes,
    /// <summary>A colour, only in styles.</summary>
    Colour,
    /// <summary>A list of values, only in expressions.</summary>
    List,
}
