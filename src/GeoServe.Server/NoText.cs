using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
namespace GeoServe.Server;
internal sealed class NoText : ILabelPlacer, IGlyphs, ILegends
{
    private sealed class Nothing : PlacedLabels { public override long SizeBytes => 0; }
    public PlacedLabels Place(MapScene block, CancellationToken cancellationToken) => new Nothing();
    public int MarginPixels(MapStyle style) => 0;
    public IReadOnlyList<string> Stacks => [];
    public ReadOnlyMemory<byte>? Range(string stack, int first) => null;
    public IReadOnlyList<LegendEntry> Entries(Map map, MapStyle style, string language) => [];
    public byte[] Png(Map map, MapStyle style, string language, int scale) => [];
}
