namespace GeoServe.Server.Configuration;

/// <summary>The section <c>sample</c> of geoserve.yaml: a sample city that is grown at the first start.</summary>
/// <param name="File">The GeoPackage, relative to the data folder; grown where it is not there.</param>
/// <param name="SeedData">Folder of the real data from which it grows, relative to the configuration's folder.</param>
/// <param name="Scale">1: a whole city of a million buildings; 0.02: grown in some seconds.</param>
/// <param name="Seed">Another number grows another city.</param>
public sealed record SampleOptions(string File, string SeedData, double Scale, int Seed)
{
    internal static SampleOptions? Read(YamlSection? yaml)
    {
        if (yaml is null) return null;
        string? file = yaml.RequiredText("file"), seedData = yaml.RequiredText("seedData");
        var options = new SampleOptions(file ?? "", seedData ?? "", yaml.Number("scale", 0.000_1, 1) ?? 0.02, (int)(yaml.Integer("seed", 0, int.MaxValue) ?? 1));
        yaml.End();
        return file is null || seedData is null ? null : options;
    }
}
