using GeoServe.TestKit.Servers;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>The server that most trials share, started by the first that needs it.</summary>
internal static class TrialServers
{
    private static readonly Lazy<Task<ServerProcess>> FilesServer = new(StartAsync);
    private static TrialConfiguration? s_files;         // as long as the server, which looks there for changes

    /// <summary>The trials' files in a GeoPackage, each as a map.</summary>
    public static Task<ServerProcess> FilesAsync() => FilesServer.Value;

    /// <summary>Stops the server if it was started.</summary>
    public static async Task StopAsync()
    {
        if (FilesServer.IsValueCreated && FilesServer.Value.IsCompletedSuccessfully) await (await FilesServer.Value).DisposeAsync();
        s_files?.Dispose();
    }

    /// <summary>The trials' files, each a collection and a map.</summary>
    public static TrialConfiguration Configure()
    {
        var trials = new TrialConfiguration();
        try
        {
            return trials
                .Show("common-places.geojson", "places")
                .Load("T021-ell.geojson", "t021-ell")
                .Map("t021-ell", ["t021-ell"], ("red", TrialConfiguration.Plain("t021-ell", "#FF0000")), ("blue", TrialConfiguration.Plain("t021-ell", "#0000FF")))
                .Show("T027-time.geojson", "t027-time")
                .Show("T032-winding.geojson", "t032-winding")
                .Show("T033-zero.geojson", "t033-zero")
                .Show("T034-null.geojson", "t034-null")
                .Show("T036-two-tiles.geojson", "t036-two-tiles")
                .Show("T037-cross.geojson", "t037-cross")
                .Show("T040-dateline.geojson", "t040-dateline")
                .Show("T042-edge.geojson", "t042-edge")
                .Show("T044-edge.geojson", "t044-edge", "T044-label.json")
                .Show("T046-line.geojson", "t046-line", "T046-dash.json")
                .Load("T047-two.geojson", "t047-two")
                .Map("t047-two", ["t047-two"], ("on-white", TrialConfiguration.StyleOf("T047-fill.json", "t047-two")), ("on-clear", OnClear(TrialConfiguration.StyleOf("T047-fill.json", "t047-two"))))
                .Show("T048-han.geojson", "t048-han", "T044-label.json")
                .Show("T050-steep.geojson", "t050-steep", "T050-vertical.json")
                .Show("T055-vee.geojson", "t055-vee", "T055-miter.json")
                .Show("T056-names.geojson", "t056-names", "T056-nulls.json")
                .Show("T062-bom-null.geojson", "t062-bom-null")
                .Show("T064-bigint.geojson", "t064-bigint")
                .Show("T078-poles.geojson", "t078-poles")
                .Map("t044-again", ["t044-edge"], ("t044-again", TrialConfiguration.StyleOf("T044-label.json", "t044-edge")))
                .Map("composite", ["places", "t033-zero"], ("composite", Both("places", "t033-zero")))
                .Map("a-b", ["places", "t021-ell"], ("ell-above", Both("places", "t021-ell")))
                .Map("a_b", ["t021-ell", "places"], ("places-above", Both("t021-ell", "places")));
        }
        catch
        {
            trials.Dispose();
            throw;
        }
    }

    private static async Task<ServerProcess> StartAsync()
    {
        s_files = Configure();
        return await ServerProcess.StartAsync(s_files.Finish(), s_files.FillAsync);
    }

    private static string OnClear(string style) => style.Replace("\"background-color\": \"#FFFFFF\"", "\"background-color\": \"rgba(0, 0, 0, 0)\"", StringComparison.Ordinal);

    // Each has a colour of its own, so that it shows which lies above.
    private static string Both(string below, string above) => $$"""
        {"version": 8, "sources": {"t": {"type": "vector"} }, "layers": [
          {{string.Join(", ", new[] { below, above }.Select(id => Layer(id, id == "places" ? "#00AA00" : "#FF0000")))}}]}
        """;

    private static string Layer(string id, string colour) => id == "t021-ell"
        ? $$"""{"id": "{{id}}", "type": "fill", "source": "t", "source-layer": "{{id}}", "paint": {"fill-color": "{{colour}}"} }"""
        : $$"""{"id": "{{id}}", "type": "circle", "source": "t", "source-layer": "{{id}}", "paint": {"circle-color": "{{colour}}", "circle-radius": 24} }""";
}
