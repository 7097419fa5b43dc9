using System.CommandLine;
using GeoServe.LoadTest.Cities;
using GeoServe.LoadTest.Own;
using GeoServe.LoadTest.Pyramids;
using GeoServe.LoadTest.Results;
using GeoServe.LoadTest.Tiles;

var root = new RootCommand("Measures GeoServe beside its peers: see benchmarks/peers/run.sh, which starts them.")
{
    new IndexCommand(), new TilesCommand(), new LoopCommand(), new PyramidCommand(), new ProgramCommand(), new LargerCommand(), new ServerCommand(), new TableCommand(),
};
return await root.Parse(args).InvokeAsync();
