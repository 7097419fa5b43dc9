using BitMiracle.LibTiff.Classic;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Unpacks a block of JPEG (TIFF technical note 2): LibTiff is given a small TIFF in memory of just this block and the picture's tables.</summary>
internal static class JpegBlock
{
    // LibTiff has one for all; else it writes to the console.
    static JpegBlock() => Tiff.SetErrorHandler(new QuietHandler());

    /// <summary>Unpacks; YCbCr becomes RGB.</summary>
    /// <returns>How many bytes came out.</returns>
    /// <exception cref="InvalidDataException">It is no JPEG that can be read.</exception>
    public static int Decode(TiffImage image, ReadOnlySpan<byte> packed, Span<byte> block, int rows)
    {
        byte[] file = Wrap(image, packed, rows);
        byte[] unpacked = new byte[image.BlockBytes];
        try
        {
            using Tiff tiff = Tiff.ClientOpen("block", "r", new MemoryStream(file), new TiffStream()) ?? throw new InvalidDataException("LibTiff does not open it.");
            if (image.Photometric == 6) tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.JPEGCOLORMODE, JpegColorMode.RGB);
            int read = tiff.ReadEncodedStrip(0, unpacked, 0, unpacked.Length);
            if (read <= 0) throw new InvalidDataException("LibTiff does not unpack it.");
            unpacked.AsSpan(0, Math.Min(read, block.Length)).CopyTo(block);
            return read;
        }
        catch (Exception failure) when (failure is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException(failure.Message, failure);       // what LibTiff throws at damaged data has no common type
        }
    }

    private static byte[] Wrap(TiffImage image, ReadOnlySpan<byte> packed, int rows)
    {
        using var bytes = new MemoryStream();
        using (Tiff tiff = Tiff.ClientOpen("block", "w", bytes, new Unclosed()))
        {
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.IMAGEWIDTH, image.BlockWidth);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.IMAGELENGTH, rows);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.ROWSPERSTRIP, rows);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.BITSPERSAMPLE, image.Bits);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.SAMPLESPERPIXEL, image.BlockSamples);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.PHOTOMETRIC, (Photometric)image.Photometric);
            tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.COMPRESSION, BitMiracle.LibTiff.Classic.Compression.JPEG);
            if (image.Directory.TryGetValue(TiffTag.YCbCrSubSampling, out TiffEntry sampling) && image.Photometric == 6)
            {
                tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.YCBCRSUBSAMPLING, (short)image.File.Integer(sampling, 0), (short)image.File.Integer(sampling, 1));
            }
            if (image.Directory.TryGetValue(TiffTag.JpegTables, out TiffEntry tables))
            {
                byte[] read = image.File.Bytes(tables);
                tiff.SetField(BitMiracle.LibTiff.Classic.TiffTag.JPEGTABLES, read.Length, read);
            }
            byte[] copy = packed.ToArray();
            tiff.WriteRawStrip(0, copy, copy.Length);
        }
        return bytes.ToArray();
    }

    // The stream is read after the file in it was closed.
    private sealed class Unclosed : TiffStream
    {
        public override void Close(object clientData) { }
    }

    private sealed class QuietHandler : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) { }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }
    }
}
