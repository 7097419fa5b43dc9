using GeoServe.Core;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Queries;

public sealed class TimeExtentTests
{
    [Spec("OGC 17-069r4", "7.15.4")]
    [TestCase("2024-05-01", "2024-05-01")]
    [TestCase("2024-05-01/2024-05-01", "2024-05-01")]
    [TestCase("2024-05-01T08:00:00Z", "2024-05-01T08:00:00Z")]
    [TestCase("2024-05-01T16:00:00+08:00", "2024-05-01T08:00:00Z")]
    [TestCase("2024-05-01T08:00:00.250z", "2024-05-01T08:00:00.25Z")]
    [TestCase("2024-05-01/2024-06-01", "2024-05-01/2024-06-01")]
    [TestCase("../2024-06-01", "../2024-06-01")]
    [TestCase("/2024-06-01", "../2024-06-01")]
    [TestCase("2024-05-01T08:00:00Z/..", "2024-05-01T08:00:00Z/..")]
    [TestCase("2024-05-01T08:00:00Z/", "2024-05-01T08:00:00Z/..")]
    [TestCase("2024-05-01/2024-05-01T12:00:00Z", "2024-05-01/2024-05-01T12:00:00Z")]
    public void A_time_has_one_canonical_text(string text, string canonical)
    {
        Assert.That(TimeExtent.Parse(text).ToString(), Is.EqualTo(canonical));
        Assert.That(TimeExtent.Parse(canonical).ToString(), Is.EqualTo(canonical));
    }

    [TestCase("..")]
    [TestCase("../..")]
    [TestCase("/")]
    [TestCase("yesterday")]
    [TestCase("2024-02-30")]
    [TestCase("2024-5-1")]
    [TestCase("2024-05-01T25:00:00Z")]
    [TestCase("2024-05-02/2024-05-01")]
    [TestCase("2024-05-01/2024-05-02/P1D")]
    [TestCase("2024-05-01T00:00:00 08:00")]
    public void What_is_no_time_is_refused(string text)
    {
        var refusal = Assert.Throws<RequestException>(() => TimeExtent.Parse(text));

        Assert.That(refusal!.Parameter, Is.EqualTo("time"));
        Assert.That(refusal.Message, Does.Contain(text));
    }

    // A day is the whole day, whichever of the two is one; both ends are included.
    [TestCase("2024-05-01", "2024-05-01T00:00:00Z", true)]
    [TestCase("2024-05-01", "2024-05-01T23:59:59.9999999Z", true)]
    [TestCase("2024-05-01", "2024-05-02T00:00:00Z", false)]
    [TestCase("2024-05-01T08:00:00Z", "2024-05-01T08:00:00Z", true)]
    [TestCase("2024-05-01T08:00:00Z", "2024-05-01T08:00:00.1Z", false)]
    [TestCase("2024-05-01/2024-05-31", "2024-05-31T23:59:59Z", true)]
    [TestCase("2024-05-01/2024-05-31", "2024-04-30T23:59:59Z", false)]
    [TestCase("../2024-05-31", "1999-01-01T00:00:00Z", true)]
    [TestCase("2024-05-31/..", "2024-05-30T23:59:59Z", false)]
    public void An_instant_lies_in_the_time_or_not(string time, string instant, bool inside) =>
        Assert.That(Holds(time, ValueKind.Instant, Value.Of(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture))), Is.EqualTo(Value.Of(inside)));

    [TestCase("2024-05-01", "2024-05-01", true)]
    [TestCase("2024-05-01T08:00:00Z", "2024-05-01", true)]
    [TestCase("2024-05-01T23:00:00Z/2024-05-03T01:00:00Z", "2024-05-03", true)]
    [TestCase("2024-05-01T23:00:00Z/2024-05-03T01:00:00Z", "2024-05-04", false)]
    public void A_day_lies_in_the_time_or_not(string time, string day, bool inside) =>
        Assert.That(Holds(time, ValueKind.Date, Value.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))), Is.EqualTo(Value.Of(inside)));

    [Test]
    public void Where_no_time_is_known_it_is_unknown() => Assert.That(Holds("2024-05-01", ValueKind.Date, Value.Null).IsNull);

    private static Value Holds(string time, ValueKind kind, Value value) =>
        TimeExtent.Parse(time).On(new Column("at", kind), 0).Evaluate(new EvaluationContext(0, [value], GeometryKind.Point, 0));
}
