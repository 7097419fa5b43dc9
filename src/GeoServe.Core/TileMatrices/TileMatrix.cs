using GeoServe.Core.Geometries;

namespace GeoServe.Core.TileMatrices;

/// <summary>One scale of a <see cref="TileMatrixSet"/>: equal tiles hung from a top left corner.</summary>
/// <param name="Id">As the standard or the configuration names it; often, but not always, a number.</param>
/// <param name="ScaleDenominator">The n of 1:n for a standardised pixel.</param>
/// <param name="TopLeft">In CRS units, x east and y north whatever the CRS's axis order.</param>
/// <param name="Columns">Tiles across.</param> <param name="Rows">Tiles down.</param> <param name="TilePixels">Side of a tile.</param>
public sealed record TileMatrix(string Id, double ScaleDenominator, Position TopLeft, int Columns, int Rows, int TilePixels)
{
    /// <summary>Side of the standardised rendering pixel, in metres (OGC 07-057r7, 6.1).</summary>
    public const double PixelMetres = 0.000_28;

    /// <summary>Side of one pixel on the ground, in CRS units.</summary>
    /// <param name="metresPerUnit">Of the CRS: 1 for metres, 111319.49... for degrees.</param>
    public double PixelSpan(double metresPerUnit) => ScaleDenominator * PixelMetres / metresPerUnit;
}
