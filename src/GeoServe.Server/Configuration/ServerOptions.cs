
namespace GeoServe.Server.Configuration;

/// <summary>The file geoserve.yaml.</summary>
public sealed record ServerOptions
{
    /// <summary>Section <c>service</c>.</summary>
    public ServiceOptions Service { get; init; } = new();

    /// <summary>Section <c>cache</c>.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>Section <c>limits</c>.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>Section <c>proxy</c>: true where X-Forwarded-Host, -Proto and -Prefix are believed.</summary>
    public bool TrustForwarded { get; init; }

    /// <summary>Section <c>fonts</c>: folder of the fonts, relative to the configuration's folder; null for the fonts that come with the server.</summary>
    public string? FontFolder { get; init; }

    /// <summary>Section <c>sample</c>; null where no sample is grown.</summary>
    public SampleOptions? Sample { get; init; }

    internal static ServerOptions Read(YamlSection yaml)
    {
        YamlSection? proxy = yaml.Section("proxy"), fonts = yaml.Section("fonts");
        var options = new ServerOptions
        {
            Service = ServiceOptions.Read(yaml.Section("service")),
            Cache = CacheOptions.Read(yaml.Section("cache")),
            Limits = LimitOptions.Read(yaml.Section("limits")),
            TrustForwarded = proxy?.Boolean("trustForwarded") ?? false,
            FontFolder = fonts?.Text("folder"),
            Sample = SampleOptions.Read(yaml.Section("sample")),
        };
        proxy?.End();
        fonts?.End();
        yaml.End();
        return options;
    }
}
