using GeoServe.Core.Features;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>A column of a FlatGeobuf.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its values are written.</param>
internal sealed record FlatGeobufColumn(string Name, FlatGeobufType Type)
{
    /// <summary>What its values are.</summary>
    public ValueKind Kind => Type switch
    {
        FlatGeobufType.Bool => ValueKind.Boolean,
        FlatGeobufType.Float or FlatGeobufType.Double => ValueKind.Real,
        FlatGeobufType.String or FlatGeobufType.Json => ValueKind.Text,
        FlatGeobufType.DateTime => ValueKind.Instant,
        FlatGeobufType.Binary => ValueKind.Bytes,
        _ => ValueKind.Integer,
    };
}
