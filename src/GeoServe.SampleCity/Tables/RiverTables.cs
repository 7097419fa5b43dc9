using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Relief;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Union;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>rivers</c> (lines) and <c>water</c> (the great rivers as areas, and ponds).</summary>
internal static class RiverTables
{
    private const double Reach = 6_000;

    public static async Task WriteRiversAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("rivers", Schemas.Of(ShapeType.LineString,
            ("name", Schemas.Text), ("name_en", Schemas.Text), ("class", Schemas.Text), ("rank", Schemas.Integer),
            ("catchment_km2", Schemas.Real), ("length_km", Schemas.Real), ("width_m", Schemas.Real)), cancellationToken);
        var shape = new Shape();
        long id = 0;
        foreach (RiverCourse river in city.Rivers)
        {
            foreach ((double[] xs, double[] ys) in Reaches(river, city.Outline))
            {
                load.Add(++id, Line(shape, xs, ys),
                [
                    Value.Of(river.Name), Value.Of(river.NameEn), Value.Of("干流"), Value.Of((long)river.Rank), Value.Null,
                    Schemas.Rounded(Polylines.Length(xs, ys) / 1_000, 3), Schemas.Rounded(2 * river.HalfWidths.Average(), 0),
                ]);
            }
        }
        AddBrooks(city, load, shape, id, cancellationToken);
        await load.CompleteAsync(cancellationToken);
    }

    public static async Task WriteWaterAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("water", Schemas.Of(ShapeType.MultiPolygon,
            ("name", Schemas.Text), ("name_en", Schemas.Text), ("kind", Schemas.Text), ("area_km2", Schemas.Real)), cancellationToken);
        var shape = new Shape();
        long id = 0;
        foreach (RiverCourse river in city.Rivers)
        {
            // In pieces with round ends that overlap: one polygon of the whole Yangtze would serve no tile well.
            for (int from = 0; from + 1 < river.Xs.Length; from += 160)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Geometry piece = Surface(river, from, Math.Min(from + 160, river.Xs.Length - 1));
                if (!city.Outline.Contains(piece)) piece = city.Outline.Intersection(piece);
                AreaShape? area = ToArea(piece);
                if (area is null) continue;
                load.Add(++id, area.CopyTo(shape),
                    [Value.Of(river.Name), Value.Of(river.NameEn), Value.Of("河流"), Schemas.Rounded(area.AreaKm2, 4)]);
            }
        }
        AddPonds(city, load, shape, id);
        await load.CompleteAsync(cancellationToken);
    }

    private static void AddBrooks(City city, IFeatureLoad load, Shape shape, long id, CancellationToken cancellationToken)
    {
        Hydrology water = city.Hydrology;
        ulong seed = Rng.For(city.Options.Seed, RandomStream.Relief, 1).Next();
        var names = new Dictionary<int, string>();
        foreach (Brook brook in water.Brooks(Math.Clamp(3.2 / Math.Sqrt(city.Options.Scale), 3.2, 40)).Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = names.GetValueOrDefault(brook.Cells[^1]) ?? NameOf(city, brook, water, seed);
            // Downstream brooks come first: the larger of two that meet takes the name over.
            names.TryAdd(brook.Cells[0], brook.CatchmentKm2 > 60 ? name : "");
            if (name.Length == 0 || !brook.IsSpring && brook.CatchmentKm2 < 60) name = NameOf(city, brook, water, seed);
            var xs = new List<double>();
            var ys = new List<double>();
            foreach (int cell in brook.Cells)
            {
                (double x, double y) = water.PositionOf(cell, seed);
                xs.Add(x);
                ys.Add(y);
            }
            if (!city.IsInside(xs[0], ys[0]) || !city.IsInside(xs[^1], ys[^1])) continue;
            (double[] smoothXs, double[] smoothYs) = Polylines.Chaikin([.. xs], [.. ys]);
            (smoothXs, smoothYs) = Polylines.Chaikin(smoothXs, smoothYs);
            int rank = brook.CatchmentKm2 > 1_500 ? 3 : brook.CatchmentKm2 > 300 ? 4 : brook.CatchmentKm2 > 60 ? 5 : 6;
            load.Add(++id, Line(shape, smoothXs, smoothYs),
            [
                Value.Of(name), Value.Null, Value.Of(rank <= 4 ? "支流" : "溪沟"), Value.Of((long)rank), Schemas.Rounded(brook.CatchmentKm2, 2),
                Schemas.Rounded(Polylines.Length(smoothXs, smoothYs) / 1_000, 3), Schemas.Rounded(3.4 * Math.Sqrt(brook.CatchmentKm2), 0),
            ]);
        }
    }

    private static string NameOf(City city, Brook brook, Hydrology water, ulong seed)
    {
        (double x, double y) = water.PositionOf(brook.Cells[brook.Cells.Count / 2], seed);
        Township? nearest = city.NearestTownship(x, y);
        string stem = nearest is null ? "清" : nearest.Seed.Name.Replace("街道", "", StringComparison.Ordinal).TrimEnd('镇', '乡');
        return stem + (brook.CatchmentKm2 > 300 ? "河" : "溪");
    }

    // Ponds and reservoirs, on level ground outside towns.
    private static void AddPonds(City city, IFeatureLoad load, Shape shape, long id)
    {
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Ponds);
        double[] areas = [.. city.Meshes.Select(mesh => (double)mesh.NodeAreas.Sum())];
        for (int left = city.Options.Scaled(9_000); left > 0; left--)
        {
            int bestDistrict = 0, bestNode = 0;
            double best = double.PositiveInfinity;
            for (int tries = 0; tries < 8; tries++)
            {
                int d = rng.Weighted(areas), node = city.Meshes[d].BorderCount + rng.NextInt(city.Meshes[d].Count - city.Meshes[d].BorderCount);
                double score = city.Terrains[d].Slopes[node] + city.Urban[d][node] + (city.Terrains[d].RiverDistances[node] < 900 ? 5 : 0);
                if (score < best) (bestDistrict, bestNode, best) = (d, node, score);
            }
            double x = city.Meshes[bestDistrict].Xs[bestNode], y = city.Meshes[bestDistrict].Ys[bestNode];
            double radius = Math.Min(18 + 260 * Math.Pow(rng.NextDouble(), 5), 0.5 * city.Meshes[bestDistrict].Spacing);
            StarOutline.CopyTo(shape, ShapeType.MultiPolygon, x, y, radius, ref rng);
            string stem = city.NearestTownship(x, y)?.Seed.Name.TrimEnd('镇', '乡').Replace("街道", "", StringComparison.Ordinal) ?? "";
            load.Add(++id, shape,
            [
                Value.Of(stem + (radius > 75 ? "水库" : "堰塘")), Value.Null, Value.Of(radius > 75 ? "水库" : "坑塘"),
                Schemas.Rounded(AreaOf(shape), 4),
            ]);
        }
    }

    private static double AreaOf(Shape shape)
    {
        var ring = new int[shape.Coordinates.Length];
        for (int i = 0; i < ring.Length; i++) ring[i] = (int)Math.Round(shape.Coordinates[i] * Plane.StepsPerDegree);
        return GeodesicArea.OfRing(ring);
    }

    private static IEnumerable<(double[] Xs, double[] Ys)> Reaches(RiverCourse river, Geometry outline)
    {
        var coordinates = new Coordinate[river.Xs.Length];
        for (int i = 0; i < coordinates.Length; i++) coordinates[i] = new Coordinate(river.Xs[i], river.Ys[i]);
        Geometry clipped = outline.Intersection(GeometryFactory.Default.CreateLineString(coordinates));
        for (int g = 0; g < clipped.NumGeometries; g++)
        {
            if (clipped.GetGeometryN(g) is not LineString line) continue;
            Coordinate[] all = line.Coordinates;
            int from = 0;
            double length = 0;
            for (int i = 1; i < all.Length; i++)
            {
                length += all[i].Distance(all[i - 1]);
                if (length < Reach && i + 1 < all.Length) continue;
                yield return ([.. all[from..(i + 1)].Select(c => c.X)], [.. all[from..(i + 1)].Select(c => c.Y)]);
                (from, length) = (i, 0);
            }
        }
    }

    private static Geometry Surface(RiverCourse river, int from, int to)
    {
        var pieces = new List<Geometry>();
        for (int i = from; i < to; i += 8)
        {
            int end = Math.Min(i + 8, to);
            var coordinates = new Coordinate[end - i + 1];
            for (int k = 0; k < coordinates.Length; k++) coordinates[k] = new Coordinate(river.Xs[i + k], river.Ys[i + k]);
            pieces.Add(BufferOp.Buffer(GeometryFactory.Default.CreateLineString(coordinates), river.HalfWidths[i], 6));
        }
        return NetTopologySuite.Simplify.TopologyPreservingSimplifier.Simplify(UnaryUnionOp.Union(pieces), 6);
    }

    private static AreaShape? ToArea(Geometry geometry)
    {
        var rings = new List<int[]>();
        var ends = new List<int>();
        for (int g = 0; g < geometry.NumGeometries; g++)
        {
            if (geometry.GetGeometryN(g) is not Polygon { IsEmpty: false } polygon) continue;
            rings.Add(ToSteps(polygon.ExteriorRing, true));
            foreach (LineString hole in polygon.InteriorRings) rings.Add(ToSteps(hole, false));
            ends.Add(rings.Count);
        }
        return rings.Count == 0 ? null : new AreaShape([.. rings], [.. ends]);
    }

    private static int[] ToSteps(LineString ring, bool counterClockwise)
    {
        Coordinate[] coordinates = ring.Coordinates;
        if (NetTopologySuite.Algorithm.Orientation.IsCCW(coordinates) != counterClockwise) Array.Reverse(coordinates);
        return [.. coordinates.SelectMany(c => (int[])
            [(int)Math.Round(Plane.Lon(c.X) * Plane.StepsPerDegree), (int)Math.Round(Plane.Lat(c.Y) * Plane.StepsPerDegree)])];
    }

    internal static Shape Line(Shape shape, ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        shape.Reset(ShapeType.LineString);
        for (int i = 0; i < xs.Length; i++) shape.Add(Plane.Snap(Plane.Lon(xs[i])), Plane.Snap(Plane.Lat(ys[i])));
        shape.EndPart();
        return shape;
    }
}
