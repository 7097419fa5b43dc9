using GeoServe.Protocols.Http;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Http;

public class PublicAddressTests
{
    [Test]
    public void A_trusted_proxy_says_scheme_host_and_prefix() =>
        Assert.That(AddressOf(trust: true, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "maps.example.org"), ("X-Forwarded-Prefix", "/gis/")), Is.EqualTo("https://maps.example.org/gis"));

    [Test]
    public void A_chain_of_proxies_is_read_from_its_client_end() =>
        Assert.That(AddressOf(trust: true, ("X-Forwarded-Proto", "https, http"), ("X-Forwarded-Host", "maps.example.org, inner:8080")), Is.EqualTo("https://maps.example.org"));

    [Test]
    public void Nobody_is_believed_unless_the_configuration_says_so() =>
        Assert.That(AddressOf(trust: false, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/x")), Is.EqualTo("http://localhost:8080"));

    [TestCase("X-Forwarded-Host", "a\"><script>")]
    [TestCase("X-Forwarded-Host", "a b")]
    [TestCase("X-Forwarded-Proto", "javascript")]
    [TestCase("X-Forwarded-Prefix", "/a\"b")]
    [TestCase("X-Forwarded-Prefix", "/<b>")]
    public void What_is_no_host_scheme_or_path_is_ignored(string header, string value) =>
        Assert.That(AddressOf(trust: true, (header, value)), Is.EqualTo("http://localhost:8080"));

    private static string AddressOf(bool trust, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("localhost", 8080);
        foreach ((string name, string value) in headers) http.Request.Headers[name] = value;
        return new PublicAddress(trust).Of(http.Request);
    }
}
