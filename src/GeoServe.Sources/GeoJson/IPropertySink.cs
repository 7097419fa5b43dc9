using System.Text.Json;

namespace GeoServe.Sources.GeoJson;

/// <summary>Gets the properties of a feature, one by one.</summary>
internal interface IPropertySink
{
    /// <summary>Reads a property.</summary>
    /// <param name="reader">At its name; to be left at the end of its value.</param>
    /// <param name="bytes">What the reader reads.</param>
    void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes);
}
