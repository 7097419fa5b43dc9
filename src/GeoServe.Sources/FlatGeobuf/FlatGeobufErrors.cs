namespace GeoServe.Sources.FlatGeobuf;

/// <summary>What reading a damaged flatbuffer throws.</summary>
internal static class FlatGeobufErrors
{
    /// <summary>True for a place, a count or a text that cannot be.</summary>
    public static bool IsOurs(Exception exception) => exception is ArgumentException or IndexOutOfRangeException or OverflowException;
}
