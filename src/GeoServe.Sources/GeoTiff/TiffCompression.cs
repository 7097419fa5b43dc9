namespace GeoServe.Sources.GeoTiff;

/// <summary>How the bytes of a block are packed (TIFF 6.0 and its technical notes).</summary>
internal enum TiffCompression
{
    None = 1,
    Lzw = 5,
    Jpeg = 7,
    Deflate = 8,
    PackBits = 32773,
    OldDeflate = 32946,
}
