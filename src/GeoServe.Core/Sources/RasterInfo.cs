using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>What a raster is: where it lies, how fine it is and what its pixels hold.</summary>
/// <param name="Crs">The CRS of <paramref name="Transform"/>.</param>
/// <param name="Transform">Where its pixels lie.</param>
/// <param name="Levels">The raster itself, then its overviews, coarser and coarser: all cover the same ground.</param>
/// <param name="PixelType">What a pixel holds, for people, such as <c>float32</c> or <c>4 x uint8</c>.</param>
public sealed record RasterInfo(Crs Crs, PixelTransform Transform, ImmutableArray<RasterLevel> Levels, string PixelType)
{
    /// <summary>False where numbers are names of classes, so that none lies between two of them.</summary>
    public bool IsContinuous { get; init; } = true;

    /// <summary>True where it can be drawn as a picture: gray, colours or a palette.</summary>
    public bool HasColours { get; init; }

    /// <summary>Pixels across.</summary>
    public int Width => Levels[0].Width;

    /// <summary>Pixels down.</summary>
    public int Height => Levels[0].Height;

    /// <summary>The box around it in its CRS.</summary>
    public Box Bounds => Transform.BoundsOf(Width, Height);
}
