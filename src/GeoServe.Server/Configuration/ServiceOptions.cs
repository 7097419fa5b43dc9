using GeoServe.Core;

namespace GeoServe.Server.Configuration;

/// <summary>The section <c>service</c> of geoserve.yaml: what the capabilities say of the server.</summary>
public sealed record ServiceOptions
{
    /// <summary>Title of the server.</summary>
    public LocalText Title { get; init; } = new("GeoServe 地图服务", "GeoServe map server");

    /// <summary>A few sentences.</summary>
    public LocalText Abstract { get; init; } = LocalText.Of("");

    /// <summary>Who runs it.</summary>
    public string Provider { get; init; } = "GeoServe";

    /// <summary>Web address of who runs it.</summary>
    public string? ProviderSite { get; init; }

    internal static ServiceOptions Read(YamlSection? yaml)
    {
        var defaults = new ServiceOptions();
        if (yaml is null) return defaults;
        var options = new ServiceOptions
        {
            Title = yaml.LocalText("title") ?? defaults.Title,
            Abstract = yaml.LocalText("abstract") ?? defaults.Abstract,
            Provider = yaml.Text("provider") ?? defaults.Provider,
            ProviderSite = yaml.Text("providerSite"),
        };
        yaml.End();
        return options;
    }
}
