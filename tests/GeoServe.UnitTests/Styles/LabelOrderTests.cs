using System.Text;
using System.Text.Json.Nodes;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using NUnit.Framework;

namespace GeoServe.UnitTests.Styles;

public class LabelOrderTests
{
    [Test]
    public void The_expression_gives_the_order_of_the_server_for_every_id_that_tiles_may_have()
    {
        var faults = new StyleFaults();
        Expression expression = new ExpressionParser(faults).ParseLoosely(JsonPart.Parse(Encoding.UTF8.GetBytes(LabelOrder.Expression.ToJsonString()), faults)).Expression;
        Assert.That(faults.All, Is.Empty);

        foreach (ulong id in (ulong[])[0, 1, 2, 1_048_572, 1_048_573, 1_048_574, 500_101_002_003, (1UL << 53) - 1])
        {
            Assert.That(expression.Evaluate(new EvaluationContext(0, [], GeometryKind.Point, id)).AsNumber(), Is.EqualTo(id == 0 ? 0 : (double)LabelOrder.Of(id)), $"{id}");
        }
        // By hand: 1,048,574 leaves 1, and 2 gives 1,296,106 - 1,048,573.
        Assert.That((LabelOrder.Of(1_048_574), LabelOrder.Of(2)), Is.EqualTo((648_053, 247_533)));
    }

    [Test]
    public void Neighbours_by_id_lie_far_apart_in_the_order()
    {
        // Of any 16 ids in a row no two lie within a sixty-fourth of the order.
        for (ulong first = 1; first < 2000; first++)
        {
            int[] places = [.. Enumerable.Range(0, 16).Select(i => LabelOrder.Of(first + (ulong)i)).Order()];
            Assert.That(places.Zip(places.Skip(1)).Min(two => two.Second - two.First), Is.GreaterThan((1 << 20) / 64), $"from {first}");
        }
    }

    [TestCase("""{"type":"symbol","layout":{"text-field":"a"}}""", true)]
    [TestCase("""{"type":"symbol","layout":{"text-field":"a","symbol-placement":"point"}}""", true)]
    [TestCase("""{"type":"symbol","layout":{"text-field":"a","symbol-placement":"line"}}""", false)]
    [TestCase("""{"type":"symbol","layout":{"text-field":"a","symbol-sort-key":1}}""", false)]
    [TestCase("""{"type":"symbol","layout":{"text-field":"a","text-allow-overlap":true}}""", false)]
    [TestCase("""{"type":"symbol","layout":{"icon-image":"a"}}""", false)]
    [TestCase("""{"type":"symbol"}""", false)]
    [TestCase("""{"type":"fill"}""", false)]
    public void Texts_at_points_without_an_order_take_it(string layer, bool takes) => Assert.That(LabelOrder.Suits(JsonNode.Parse(layer)!.AsObject()), Is.EqualTo(takes));
}
