using System.Globalization;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>Tests against a started server; each ends by seeing that the server logged no warning meanwhile.</summary>
public abstract class ServerTests
{
    private int _linesBefore;

    /// <summary>The server.</summary>
    protected ServerProcess Server { get; private set; } = null!;

    /// <summary>Its address without the last slash.</summary>
    protected string Root => Server.Address.ToString().TrimEnd('/');

    [OneTimeSetUp]
    public async Task StartAsync() => Server = await GetServerAsync();

    /// <summary>Goes on with another server.</summary>
    protected void Continue(ServerProcess server) => (Server, _linesBefore) = (server, 0);

    [SetUp]
    public void RememberLog() => _linesBefore = Server.Log.Count;

    [TearDown]
    public void CheckLog()
    {
        Server.AssertRunning();
        Server.AssertNoUnexpectedWarning(_linesBefore, ExpectedWarnings);
    }

    /// <summary>Texts of the warnings that these tests bring about.</summary>
    protected virtual string[] ExpectedWarnings => [];

    /// <summary>Gives the server, started if it was not yet.</summary>
    protected abstract Task<ServerProcess> GetServerAsync();

    /// <summary>The body of an answer, whatever its status.</summary>
    protected async Task<string> TextAsync(string address)
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The address of the tile over a place in Web Mercator.</summary>
    protected static (int X, int Y) TileAt(double lon, double lat, int z)
    {
        double count = 1 << z, radians = lat * Math.PI / 180;
        double y = 0.5 - Math.Asinh(Math.Tan(radians)) / (2 * Math.PI);
        return ((int)Math.Floor((lon / 360 + 0.5) * count), (int)Math.Floor(y * count));
    }

    /// <summary>A text with numbers as the web writes them.</summary>
    protected static string Web(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
