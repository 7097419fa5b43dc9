namespace GeoServe.Server.Configuration;

/// <summary>The section <c>limits</c> of geoserve.yaml.</summary>
public sealed record LimitOptions
{
    /// <summary>Most features in one answer of WFS; a client that asks for more gets so many and the address of the next page.</summary>
    public int FeaturesPerAnswer { get; init; } = 1_000_000;

    /// <summary>Features in one answer of WFS where the client names no count. QGIS pages by it: 10,000 are about 5 MB.</summary>
    public int DefaultFeaturesPerAnswer { get; init; } = 10_000;

    /// <summary>Most bytes of a request's body.</summary>
    public long RequestBodyBytes { get; init; } = 1 << 20;

    internal static LimitOptions Read(YamlSection? yaml)
    {
        var defaults = new LimitOptions();
        if (yaml is null) return defaults;
        var options = new LimitOptions
        {
            FeaturesPerAnswer = (int)(yaml.Integer("featuresPerAnswer", 1, 100_000_000) ?? defaults.FeaturesPerAnswer),
            DefaultFeaturesPerAnswer = (int)(yaml.Integer("defaultFeaturesPerAnswer", 1, 100_000_000) ?? defaults.DefaultFeaturesPerAnswer),
            RequestBodyBytes = yaml.Bytes("requestBody") ?? defaults.RequestBodyBytes,
        };
        yaml.End();
        return options;
    }
}
