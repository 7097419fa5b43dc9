using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using NUnit.Framework;

namespace GeoServe.UnitTests.Maps;

public class RasterMappingTests
{
    private static readonly int[] Systems = [4326, 3857, 32648, 32649, 4545, 4513 + 11];

    // Straight between every 16th pixel: never off by more than an eighth of a pixel of the picture, at any zoom, in any of the systems.
    [Test]
    public void A_place_is_never_off_by_more_than_an_eighth_of_a_pixel() => Prop.ForAll(
        Gen.Choose(0, 5).SelectMany(system => Gen.Choose(5, 17).SelectMany(zoom => Gen.Choose(0, 1000).SelectMany(across => Gen.Choose(0, 1000).Select(down => (system, zoom, across, down))))).ToArbitrary(),
        one =>
        {
            Crs crs = CrsRegistry.ByEpsg(Systems[one.system])!;
            Position corner = CrsRegistry.Between(Crs.Crs84, crs).Transform(new Position(105, 33));
            double pixel = crs.IsGeographic ? 0.001 : 100;
            var info = new RasterInfo(crs, new PixelTransform(corner.X, pixel, 0, corner.Y, 0, -pixel), [new RasterLevel(5000, 5000)], "float32");
            Position at = CrsRegistry.Between(Crs.Crs84, Crs.WebMercator).Transform(new Position(105 + (one.across * 0.005), 28 + (one.down * 0.005)));
            TileRange tile = TileMatrixSet.WebMercatorQuad.Covering(new Box(at.X, at.Y, at.X, at.Y), one.zoom);
            MapView view = MapView.OfRaster(TileMatrixSet.WebMercatorQuad, new TileRange(one.zoom, tile.MinX, tile.MinY, tile.MinX, tile.MinY), 1, TileFormat.Png);
            var mapping = new RasterMapping(view, info, margin: 1, turn: 0);
            var row = new double[(256 + 2) * 2];
            double worst = 0;
            for (int y = -1; y <= 256; y += 13)
            {
                mapping.Row(y, row);
                for (int x = -1; x <= 256; x += 7)
                {
                    (double column, double line) = mapping.At(x + 0.5, y + 0.5);
                    (double nextColumn, double nextLine) = mapping.At(x + 1.5, y + 0.5);
                    double size = Math.Sqrt(Math.Pow(nextColumn - column, 2) + Math.Pow(nextLine - line, 2));
                    worst = Math.Max(worst, Math.Sqrt(Math.Pow(row[(x + 1) * 2] - column, 2) + Math.Pow(row[((x + 1) * 2) + 1] - line, 2)) / size);
                }
            }
            return (worst <= 0.13).Label($"EPSG:{Systems[one.system]} at zoom {one.zoom}: {worst} of a pixel");
        }).QuickCheckThrowOnFailure();
}
