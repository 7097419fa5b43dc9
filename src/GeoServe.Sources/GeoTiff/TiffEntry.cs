namespace GeoServe.Sources.GeoTiff;

/// <summary>A field of a directory (TIFF 6.0, section 2): its values lie at <paramref name="Offset"/>, be that in the entry itself.</summary>
/// <param name="Tag">What it is.</param> <param name="Type">Type of its values.</param> <param name="Count">How many.</param> <param name="Offset">Where, in bytes from the file's start.</param>
internal readonly record struct TiffEntry(ushort Tag, ushort Type, long Count, long Offset)
{
    /// <summary>Bytes of one value; 0 for a type that is not known.</summary>
    public int ValueBytes => BytesOf(Type);

    /// <summary>Bytes of a value of a type: BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD; LONG8, SLONG8, IFD8 of BigTIFF.</summary>
    public static int BytesOf(ushort type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };
}
