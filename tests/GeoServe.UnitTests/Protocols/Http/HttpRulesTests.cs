using GeoServe.Core.Sources;
using GeoServe.Protocols.Http;
using GeoServe.TestKit;
using Microsoft.Extensions.Primitives;
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

    [Spec("RFC 9110", "12.5.3")]
    [TestCase("gzip, deflate, br, zstd", TileEncoding.Brotli, Description = "as browsers say it")]
    [TestCase("gzip", TileEncoding.Gzip)]
    [TestCase("br;q=0.5, gzip;q=0.8", TileEncoding.Gzip)]
    [TestCase("br; q=0.8 , gzip;q=0.8", TileEncoding.Brotli)]
    [TestCase("br;q=0, gzip", TileEncoding.Gzip)]
    [TestCase("*", TileEncoding.Brotli)]
    [TestCase("*;q=0.5, br;q=0.1", TileEncoding.Gzip)]
    [TestCase("identity, gzip;q=0.5", TileEncoding.None)]
    [TestCase("identity;q=0.1, gzip;q=0.5", TileEncoding.Gzip)]
    [TestCase("gzip;q=0, br;q=0", TileEncoding.None)]
    [TestCase("deflate", TileEncoding.None)]
    [TestCase("", TileEncoding.None)]
    public void A_tile_goes_out_in_the_encoding_that_is_liked_best(string header, TileEncoding best) =>
        Assert.That(AcceptEncoding.Best(header), Is.EqualTo(best));

    [Test]
    public void An_encoding_is_chosen_without_allocating()
    {
        StringValues header = "gzip, deflate, br;q=0.9, zstd";

        Assert.That(Allocations.Of(() => AcceptEncoding.Best(header)), Is.Zero);
    }

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
