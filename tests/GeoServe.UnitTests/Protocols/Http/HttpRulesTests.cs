using GeoServe.Protocols.Http;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Http;

public class HttpRulesTests
{
    [Spec("RFC 9110", "13.1.2")]
    [TestCase("\"a\"", "\"a\"", true)]
    [TestCase("W/\"a\"", "\"a\"", true)]
    [TestCase("\"a\"", "W/\"a\"", true)]
    [TestCase("\"b\", W/\"a\"", "\"a\"", true)]
    [TestCase("*", "\"a\"", true)]
    [TestCase("\"b\"", "\"a\"", false)]
    [TestCase("\"x,a\"", "\"a\"", false)]
    [TestCase("", "\"a\"", false)]
    [TestCase("a", "\"a\"", false)]
    public void If_none_match_compares_weakly(string header, string tag, bool same) =>
        Assert.That(EntityTags.Match(header, tag), Is.EqualTo(same));

    [Spec("RFC 9110", "12.5.3")]
    [TestCase("gzip", true)]
    [TestCase("br, gzip;q=0.5", true)]
    [TestCase("gzip;q=0", false)]
    [TestCase("*", true)]
    [TestCase("*;q=0", false)]
    [TestCase("*, gzip;q=0", false)]
    [TestCase("GZIP", true)]
    [TestCase("identity", false)]
    [TestCase("", false)]
    public void Gzip_is_sent_to_those_who_take_it(string header, bool takes) =>
        Assert.That(AcceptEncoding.Takes(header, "gzip"), Is.EqualTo(takes));

    [TestCase("0", 0)]
    [TestCase("12", 12)]
    [TestCase("2147483647", 2147483647)]
    [TestCase("2147483648", -1)]
    [TestCase("99999999999999999999", -1)]
    [TestCase("03", -1)]
    [TestCase("+3", -1)]
    [TestCase("-1", -1)]
    [TestCase("1.5", -1)]
    [TestCase("1e3", -1)]
    [TestCase("٣", -1)]
    [TestCase("", -1)]
    [TestCase("abc", -1)]
    public void One_number_has_one_spelling_in_an_address(string text, int number) =>
        Assert.That(PathSegments.Number(text), Is.EqualTo(number));
}
