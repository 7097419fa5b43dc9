using GeoServe.Core.Geometries;
using GeoServe.Sources.Shapefile;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

/// <summary>Rings of a Shapefile made polygons.</summary>
public class PolygonRingsTests
{
    // Squares by their lower left corner and side; + runs clockwise (a shell), - against it (a hole).
    [TestCase("+0,0,9", "0,0,9")]
    [TestCase("-0,0,9", "0,0,9", TestName = "A_single_ring_is_a_shell_whichever_way_it_runs")]
    [TestCase("+0,0,9 -1,1,2", "0,0,9/1,1,2")]
    [TestCase("-1,1,2 +0,0,9", "0,0,9/1,1,2", TestName = "A_hole_may_come_before_its_shell")]
    [TestCase("+0,0,9 +20,0,9 -21,1,2 -1,1,2", "0,0,9/1,1,2 20,0,9/21,1,2")]
    [TestCase("+0,0,9 -1,1,7 +2,2,5 -3,3,2", "0,0,9/1,1,7 2,2,5/3,3,2", TestName = "A_hole_belongs_to_the_smallest_shell_around_it")]
    [TestCase("+0,0,9 -20,20,2", "0,0,9 20,20,2", TestName = "A_hole_around_which_there_is_no_shell_is_one_itself")]
    [TestCase("-0,0,9 -1,1,2 -20,20,3", "0,0,9/1,1,2 20,20,3", TestName = "Where_no_ring_runs_clockwise_rings_within_rings_are_holes")]
    [TestCase("-0,0,9 -1,1,7 -2,2,2", "0,0,9/1,1,7 2,2,2", TestName = "And_rings_within_those_are_shells_again")]
    [TestCase("+0,0,9 -0,0,3", "0,0,9/0,0,3", TestName = "A_hole_that_touches_its_shell_is_one")]
    public void Holes_find_their_shells(string rings, string polygons)
    {
        var found = new PolygonRings();
        foreach (string ring in rings.Split(' ')) Add(found, ring);
        var shape = new Shape();

        found.WriteTo(shape, hasHeights: false);

        Assert.That(Text(shape), Is.EqualTo(polygons));
    }

    [Test]
    public void A_ring_of_two_positions_is_none_and_an_open_one_is_closed()
    {
        var rings = new PolygonRings();
        foreach (double x in (double[])[0, 1]) rings.Add(x, 0, double.NaN);
        bool two = rings.EndRing();
        foreach ((double x, double y) in ((double, double)[])[(0, 0), (0, 9), (9, 9)]) rings.Add(x, y, double.NaN);
        bool three = rings.EndRing();
        var shape = new Shape();
        rings.WriteTo(shape, hasHeights: false);

        Assert.That((two, three), Is.EqualTo((false, true)));
        Assert.That(shape.Coordinates.ToArray(), Is.EqualTo((double[])[0, 0, 0, 9, 9, 9, 0, 0]));
    }

    private static void Add(PolygonRings rings, string square)
    {
        double[] numbers = [.. square[1..].Split(',').Select(double.Parse)];
        (double x, double y, double side) = (numbers[0], numbers[1], numbers[2]);
        (double X, double Y)[] corners = [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)];
        foreach ((double cornerX, double cornerY) in square[0] == '+' ? corners : corners.Reverse()) rings.Add(cornerX, cornerY, double.NaN);
        rings.EndRing();
    }

    private static string Text(Shape shape)
    {
        var polygons = new List<string>();
        int part = 0;
        foreach (int end in shape.PolygonEnds)
        {
            var squares = new List<string>();
            for (; part < end; part++)
            {
                Box box = Box.Empty;
                for (int i = part == 0 ? 0 : shape.PartEnds[part - 1]; i < shape.PartEnds[part]; i++) box = box.Including(shape.Coordinates[2 * i], shape.Coordinates[(2 * i) + 1]);
                squares.Add($"{box.MinX},{box.MinY},{box.Width}");
            }
            polygons.Add(string.Join('/', squares));
        }
        return string.Join(' ', polygons);
    }
}
