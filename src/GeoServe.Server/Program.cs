using System.CommandLine;
using GeoServe.Server.Commands;

var root = new RootCommand(
    "GeoServe serves maps and features of a city over WMTS, WFS, vector tiles and plain tile addresses. Without a verb it serves.");
ServeCommand serve = new();
root.Subcommands.Add(serve);
root.Subcommands.Add(new CheckCommand());
root.Subcommands.Add(new SampleCommand());
root.Subcommands.Add(new BreaksCommand());
root.Subcommands.Add(new PublishCommand());
root.Subcommands.Add(new UnpublishCommand());
serve.AddOptionsTo(root);
ParseResult parsed = root.Parse(args);
int ended = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCodes.WrongUse : ended;
