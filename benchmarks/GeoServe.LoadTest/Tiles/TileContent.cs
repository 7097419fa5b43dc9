using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Results;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using NetTopologySuite.Operation.OverlayNG;

namespace GeoServe.LoadTest.Tiles;

/// <summary>What a tile holds inside of its sides, read and measured by NetTopologySuite, which is no contender's own.</summary>
internal static class TileContent
{
    private const double Extent = 4096;
    private const string IdName = "measured:id";

    private static readonly RingClipper s_clipper = new(new Envelope(0, Extent, 0, Extent));

    /// <summary>Adds what is in a tile to the sums of its layers.</summary>
    /// <param name="body">Before compression.</param> <param name="tile">Its address.</param> <param name="layers">Sums by layer.</param>
    public static void AddTo(Dictionary<string, LayerContent> layers, byte[] body, TileCoordinate tile)
    {
        if (body.Length == 0) return;
        using var stream = new MemoryStream(body);
        VectorTile read = new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Z), IdName);
        foreach (Layer layer in read.Layers) layers[layer.Name] = layers.GetValueOrDefault(layer.Name, new LayerContent(0, 0)) + ContentOf(layer, tile);
    }

    private static LayerContent ContentOf(Layer layer, TileCoordinate tile)
    {
        var toUnits = new ToTileUnits(tile);
        var seen = new HashSet<object>();
        int without = 0;
        double area = 0;
        foreach (IFeature feature in layer.Features)
        {
            feature.Geometry.Apply(toUnits);
            feature.Geometry.GeometryChanged();
            if (!feature.Geometry.EnvelopeInternal.Intersects(s_inside)) continue;
            area += AreaInside(feature.Geometry);
            if (feature.Attributes.Exists(IdName) && feature.Attributes[IdName] is { } id && !id.Equals(0UL)) seen.Add(id);
            else without++;
        }
        return new LayerContent(seen.Count + without, area);
    }

    private static readonly Envelope s_inside = new(0, Extent, 0, Extent);

    private static double AreaInside(Geometry geometry)
    {
        double area = 0;
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is not Polygon polygon) continue;
            area += AreaInside(polygon.ExteriorRing);
            foreach (LineString hole in polygon.InteriorRings) area -= AreaInside(hole);
        }
        return area;
    }

    private static double AreaInside(LineString ring)
    {
        Coordinate[] inside = s_clipper.Clip(ring.Coordinates);
        return inside.Length < 3 ? 0 : Area.OfRing(inside);
    }

    // The reader gives degrees.
    private sealed class ToTileUnits(TileCoordinate tile) : IEntireCoordinateSequenceFilter
    {
        private readonly double _tiles = Math.Pow(2, tile.Z);

        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (int i = 0; i < sequence.Count; i++)
            {
                double latitude = sequence.GetY(i) * Math.PI / 180;
                double x = (sequence.GetX(i) + 180) / 360, y = (1 - (Math.Asinh(Math.Tan(latitude)) / Math.PI)) / 2;
                sequence.SetX(i, ((x * _tiles) - tile.X) * Extent);
                sequence.SetY(i, ((y * _tiles) - tile.Y) * Extent);
            }
        }
    }
}
