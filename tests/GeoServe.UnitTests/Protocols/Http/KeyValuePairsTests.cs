using GeoServe.Core;
using GeoServe.Protocols.Http;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Http;

public class KeyValuePairsTests
{
    [Spec("OGC 06-121r9", "11.5.2")]
    [TestCase("LAYER")]
    [TestCase("layer")]
    [TestCase("LaYeR")]
    public void Names_are_found_in_any_case(string name) =>
        Assert.That(KeyValuePairs.Parse($"?SERVICE=WMTS&{name}=townships").Text("LAYER"), Is.EqualTo("townships"));

    [Test]
    public void Values_are_decoded_and_keep_their_case() =>
        Assert.That(KeyValuePairs.Parse("?a=%E9%87%8D%E5%BA%86+City%2B").Text("A"), Is.EqualTo("重庆 City+"));

    [Test]
    public void A_parameter_given_twice_with_two_values_is_refused()
    {
        RequestException? refusal = Assert.Throws<RequestException>(() => KeyValuePairs.Parse("?LAYER=a&layer=b").Find("LAYER"));

        Assert.That(refusal!.Parameter, Is.EqualTo("LAYER"));
        Assert.That(refusal.Fault, Is.EqualTo(RequestFault.InvalidParameter));
    }

    [Test]
    public void A_parameter_given_twice_with_one_value_is_that_value() =>
        Assert.That(KeyValuePairs.Parse("?LAYER=a&layer=a").Find("LAYER"), Is.EqualTo("a"));

    [TestCase("?X=")]
    [TestCase("?X")]
    [TestCase("?")]
    [TestCase("")]
    public void A_missing_or_empty_parameter_is_named(string query)
    {
        RequestException? refusal = Assert.Throws<RequestException>(() => KeyValuePairs.Parse(query).Text("X"));

        Assert.That((refusal!.Fault, refusal.Parameter), Is.EqualTo((RequestFault.MissingParameter, "X")));
    }

    [TestCase("abc")]
    [TestCase("1.5")]
    [TestCase("1e3")]
    [TestCase("99999999999999999999")]
    [TestCase("٣")]
    [TestCase(" 3")]
    public void What_is_no_whole_number_is_refused(string text)
    {
        RequestException? refusal = Assert.Throws<RequestException>(() => KeyValuePairs.Parse("?TILECOL=" + Uri.EscapeDataString(text)).Integer("TILECOL"));

        Assert.That((refusal!.Fault, refusal.Parameter), Is.EqualTo((RequestFault.InvalidParameter, "TILECOL")));
    }
}
