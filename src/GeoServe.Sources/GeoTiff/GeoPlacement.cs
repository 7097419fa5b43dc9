using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Where the pixels of a file lie (OGC 19-008r4, 7.2: raster to model).</summary>
internal static class GeoPlacement
{
    /// <summary>Reads it.</summary>
    /// <exception cref="SourceFaultException">Nothing says where the pixels lie, or it makes no sense.</exception>
    public static PixelTransform Of(TiffImage image, bool isPoint)
    {
        PixelTransform placed = Raw(image);
        if (!placed.IsSound) throw image.File.Fault("what it says of the place of its pixels makes no sense");
        if (!isPoint) return placed;
        // Its column 0, row 0 is the middle of the first pixel, ours its corner.
        (double x, double y) = placed.ToCrs(-0.5, -0.5);
        return placed with { OriginX = x, OriginY = y };
    }

    private static PixelTransform Raw(TiffImage image)
    {
        if (image.Directory.TryGetValue(TiffTag.ModelTransformation, out TiffEntry matrix))
        {
            double[] m = image.File.Doubles(matrix);
            if (m.Length < 8) throw image.File.Fault($"its ModelTransformation has {m.Length} numbers, not 16");
            return new PixelTransform(m[3], m[0], m[1], m[7], m[4], m[5]);
        }
        double[] ties = image.Directory.TryGetValue(TiffTag.ModelTiepoint, out TiffEntry tiepoints) ? image.File.Doubles(tiepoints) : [];
        if (!image.Directory.TryGetValue(TiffTag.ModelPixelScale, out TiffEntry scales) || ties.Length < 6)
        {
            throw image.File.Fault(ties.Length >= 12
                ? "it has ground control points only; warp it first (gdalwarp)"
                : "nothing in it says where its pixels lie: it has neither ModelTransformation nor ModelTiepoint with ModelPixelScale (a world file beside it is not read; gdal_translate puts it into the file)");
        }
        double[] scale = image.File.Doubles(scales);
        if (scale.Length < 2) throw image.File.Fault($"its ModelPixelScale has {scale.Length} numbers, not 3");
        return new PixelTransform(ties[3] - (ties[0] * scale[0]), scale[0], 0, ties[4] + (ties[1] * scale[1]), 0, -scale[1]);
    }
}
