using System.CommandLine;
using System.Diagnostics;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.SampleCity;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.GeoTiff;
using GeoServe.Sources.PostGis;

namespace GeoServe.Server.Commands;

/// <summary><c>geoserve sample</c>: grows the sample city into a GeoPackage or a PostGIS database.</summary>
internal sealed class SampleCommand : Command
{
    public SampleCommand() : base("sample", "Grow the sample city: the same seed gives the same city.")
    {
        var scale = new Option<double>("--scale") { Description = "1: a whole city, a million buildings; 0.02: some seconds.", DefaultValueFactory = _ => 0.02 };
        var seed = new Option<int>("--seed") { Description = "Another number grows another city.", DefaultValueFactory = _ => 1 };
        var file = new Option<string?>("--out") { Description = "GeoPackage to write; it must not be there yet. Heights and slopes of the ground are written beside it, as FILE-relief.tif and FILE-slope.tif.", HelpName = "FILE.gpkg" };
        var variable = new Option<string?>("--to") { Description = "Connection string of a PostGIS database, or the name of an environment variable that holds it.", HelpName = "CONNECTION" };
        var schema = new Option<string>("--schema") { Description = "Schema of the tables in PostGIS.", DefaultValueFactory = _ => "public" };
        var from = new Option<string>("--from") { Description = "Folder of the real data from which the city grows.", DefaultValueFactory = _ => Path.Combine("samples", "chongqing", "data"), HelpName = "DIR" };
        foreach (Option option in (Option[])[scale, seed, file, variable, schema, from]) Options.Add(option);
        SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(from)!, parsed.GetValue(file), parsed.GetValue(variable), parsed.GetValue(schema)!, parsed.GetValue(scale), parsed.GetValue(seed), cancel));
    }

    /// <summary>Grows the city into a GeoPackage. It is written beside its place and moved there when it is whole.</summary>
    internal static async Task GrowAsync(string from, string file, double scale, int seed, CancellationToken cancellationToken)
    {
        string partial = file + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.Delete(partial);
        await using (GeoPackageStore store = GeoPackageStore.Open(partial, SampleCityGenerator.Now)) await GrowAsync(from, store, scale, seed, cancellationToken);
        File.Move(partial, file);
        WriteRelief(from, file, scale, seed);
    }

    /// <summary>The rasters that lie beside a GeoPackage of the city: heights and slopes of its ground.</summary>
    internal static (string Heights, string Slopes) RastersOf(string file) => (Path.ChangeExtension(file, null) + "-relief.tif", Path.ChangeExtension(file, null) + "-slope.tif");

    /// <summary>Writes them.</summary>
    internal static void WriteRelief(string from, string file, double scale, int seed)
    {
        SampleRelief relief = SampleRelief.Of(SampleSeed.Load(from), new SampleCityOptions { Scale = scale, Seed = seed });
        var transform = new PixelTransform(relief.West, relief.CellLon, 0, relief.North, 0, -relief.CellLat);
        (string heights, string slopes) = RastersOf(file);
        // A sixteenth of a metre and of a degree: what is beyond is noise, and does not pack.
        GeoTiffWriter.Write(heights, relief.Columns, relief.Rows, transform, Crs.Epsg4326, [.. relief.Heights.Select(height => MathF.Round(height * 16) / 16)]);
        GeoTiffWriter.Write(slopes, relief.Columns, relief.Rows, transform, Crs.Epsg4326, [.. relief.Slopes.Select(slope => MathF.Round(slope * 16) / 16)]);
    }

    private static async Task<int> RunAsync(string from, string? file, string? to, string schema, double scale, int seed, CancellationToken cancellationToken)
    {
        if (file is null == (to is null)) return Wrong("one of --out FILE.gpkg and --to CONNECTION is to be given.");
        if (scale is <= 0 or > 1 || double.IsNaN(scale)) return Wrong("--scale is to be above 0 and at most 1.");
        if (!Directory.Exists(from)) return Wrong($"--from: there is no folder '{from}'.");
        if (file is not null)
        {
            if (File.Exists(file)) return Wrong($"--out: '{file}' is there already.");
            await GrowAsync(from, file, scale, seed, cancellationToken);
            return ExitCodes.Done;
        }
        string? connection = to!.Contains('=') ? to : Environment.GetEnvironmentVariable(to);
        if (connection is not { Length: > 0 }) return Wrong($"--to: environment variable {to} is not set.");
        await using var database = PostGisDatabase.Connect(connection);
        await using var store = new PostGisStore(database, schema);
        await GrowAsync(from, store, scale, seed, cancellationToken);
        return ExitCodes.Done;
    }

    private static async Task GrowAsync(string from, IFeatureStore store, double scale, int seed, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        var generator = new SampleCityGenerator(SampleSeed.Load(from), new SampleCityOptions { Scale = scale, Seed = seed });
        await generator.WriteAsync(store, new ProgressLine(), cancellationToken);
        Console.WriteLine($"The sample city is grown: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCodes.WrongUse;
    }
}
