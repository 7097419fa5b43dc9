using System.CommandLine;
using System.Globalization;
using GeoServe.LoadTest.Contenders;

namespace GeoServe.LoadTest.Results;

/// <summary><c>table</c>: prints the results of a run as Markdown.</summary>
internal sealed class TableCommand : Command
{
    private readonly Option<string> _results = ResultFile.Option();

    public TableCommand() : base("table", "Print a run's results as Markdown.")
    {
        Options.Add(_results);
        SetAction(parsed =>
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var run = new Run(ResultFile.Read(parsed.GetValue(_results)!));
            Write(run, Console.Out);
        });
    }

    internal static void Write(Run run, TextWriter output)
    {
        if (run.Zooms.Length > 0)
        {
            WriteTiles(run, output);
            WriteRatios(run, output);
            WriteKept(run, output);
        }
        if (run.Pyramids.Any()) WritePyramids(run, output);
        WriteOwn(run, output);
    }

    private static void WriteTiles(Run run, TextWriter output)
    {
        output.WriteLine("## Tiles, each asked once in random order, none kept\n");
        output.WriteLine("| zoom | made by | tiles | tiles/s | tiles/core-second | bytes before compression | bytes sent | features kept | area kept | failed |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int zoom in run.Zooms)
        {
            foreach (string name in run.Contenders)
            {
                if (run.Tiles(name, zoom) is not { } tiles) continue;
                ContentMeasured? content = run.Content(name, zoom);
                (double features, double area) = run.Kept(name, zoom);
                bool sends = name is not (Names.Engine or Names.PostGis);
                output.WriteLine($"| {zoom} | {name} | {tiles.Tiles} | {Number(tiles.Tiles / tiles.Seconds)} | {Number(run.Work(name, zoom))} | {Number(content?.RawBytes / (double?)content?.Tiles)} | {(sends ? Number(tiles.SentBytes / (double)tiles.Tiles) : "")} | {Share(features)} | {Share(area)} | {tiles.Failed} |");
            }
        }
    }

    private static void WriteRatios(Run run, TextWriter output)
    {
        output.WriteLine("\n## Work per core-second, as a multiple of the peer's\n");
        output.WriteLine($"| GeoServe against | must, aim | {string.Join(" | ", run.Zooms.Select(zoom => $"z{zoom}"))} |");
        output.WriteLine($"| --- | --- |{string.Concat(run.Zooms.Select(_ => " ---: |"))}");
        (string Ours, string Peer, string Targets, Func<int, (double, double)> Target)[] rows =
        [
            (Names.Engine, Names.PostGis, "8, 30; z14: 5, 10", Targets.PostGis),
            (Names.Server, Names.MapServerPostGis, "12, 40", _ => Targets.MapServer),
            (Names.Server, Names.MapServerGeoPackage, "12, 40", _ => Targets.MapServer),
            (Names.Engine, Names.MapServerPostGis, "12, 40", _ => Targets.MapServer),
            (Names.Engine, Names.MapServerGeoPackage, "12, 40", _ => Targets.MapServer),
        ];
        foreach ((string ours, string peer, string targets, Func<int, (double, double)> target) in rows)
        {
            if (!run.Contenders.Contains(ours) || !run.Contenders.Contains(peer)) continue;
            IEnumerable<string> cells = run.Zooms.Select(zoom => run.Work(ours, zoom) / run.Work(peer, zoom) is { } ratio ? Targets.Judge(ratio, target(zoom)) : "");
            output.WriteLine($"| {peer} ({ours}) | {targets} | {string.Join(" | ", cells)} |");
        }
    }

    private static void WriteKept(Run run, TextWriter output)
    {
        output.WriteLine("\n## Kept of each layer: features / area inside of the tiles, against the source\n");
        string[] layers = [.. run.Zooms.SelectMany(zoom => run.Content(Names.Source, zoom)?.Layers.Keys.ToArray() ?? []).Distinct()];
        output.WriteLine($"| zoom | made by | {string.Join(" | ", layers)} |");
        output.WriteLine($"| --- | --- |{string.Concat(layers.Select(_ => " ---: |"))}");
        foreach (int zoom in run.Zooms)
        {
            foreach (string name in run.Contenders.Where(name => name is Names.PostGis or Names.MapServerGeoPackage or Names.Engine))
            {
                IEnumerable<string> cells = layers.Select(layer => run.Kept(name, zoom, layer) is var (features, area) && !double.IsNaN(features) ? double.IsNaN(area) ? Share(features) : $"{Share(features)} / {Share(area)}" : "");
                output.WriteLine($"| {zoom} | {name} | {string.Join(" | ", cells)} |");
            }
        }
    }

    private static void WritePyramids(Run run, TextWriter output)
    {
        output.WriteLine("\n## Every tile of z0 to z14 from the source\n");
        output.WriteLine("| made by | core-seconds | seconds | peak memory, MiB | tiles | MB | GeoServe's multiple | must, aim |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        double? ours = run.Pyramids.LastOrDefault(pyramid => pyramid.Contender == Names.GeoServePyramid && pyramid.Part == "")?.CpuSeconds;
        foreach (PyramidMeasured pyramid in run.Pyramids)
        {
            bool isPeer = pyramid.Contender is Names.Ogr or Names.Tippecanoe;
            (double must, double aim) = Targets.Pyramid(pyramid.Contender);
            string ratio = isPeer && ours is { } own ? Targets.Judge(pyramid.CpuSeconds / own, (must, aim)) : "";
            output.WriteLine($"| {pyramid.Contender}{(pyramid.Part == "" ? "" : $": {pyramid.Part} alone")} | {Number(pyramid.CpuSeconds)} | {Number(pyramid.Seconds)} | {pyramid.PeakBytes >> 20:N0} | {pyramid.Tiles:N0} | {pyramid.Bytes / 1e6:N0} | {ratio} | {(isPeer ? $"{must}, {aim}" : "")} |");
        }
    }

    private static void WriteOwn(Run run, TextWriter output)
    {
        output.WriteLine("\n## GeoServe's own numbers\n");
        output.WriteLine("| what | measured | must | aim | reached | how |");
        output.WriteLine("| --- | ---: | ---: | ---: | --- | --- |");
        if (run.Content(Names.Engine, 8) is { } own && run.Content(Names.PostGis, 8) is { } peer)
        {
            double share = own.RawBytes / (double)peer.RawBytes;
            output.WriteLine($"| bytes of a z8 tile of everything against ST_AsMVT's | 1/{1 / share:0.0} | 1/3 | 1/10 | {Targets.JudgeMost(share, (1.0 / 3, 0.1))} | {own.Tiles} tiles, before compression |");
        }
        foreach (OwnMeasured measured in run.Own)
        {
            (double must, double aim) = Targets.Own[measured.What];
            string unit(double value) => measured.Unit == "B" && value >= 1 << 20 ? $"{value / (1 << 20):0} MiB" : $"{value:0.##} {measured.Unit}";
            output.WriteLine($"| {measured.What} | {unit(measured.Value)} | {unit(must)} | {unit(aim)} | {Targets.JudgeMost(measured.Value, (must, aim))} | {measured.Remark} |");
        }
    }

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 100 => $"{value:N0}",
        _ => $"{value:0.0}",
    };

    private static string Share(double share) => double.IsNaN(share) ? "" : $"{share * 100:0.0} %";
}
