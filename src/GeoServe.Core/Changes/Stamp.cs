using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.Catalogs;

namespace GeoServe.Core.Changes;

/// <summary>The 64-bit version of a tile's content (design, section 4): equal stamps mean equal content, on every node and after every start.</summary>
public static class Stamp
{
    /// <summary>
    /// Version of the drawing and encoding code: raised whenever the same data and style give other bytes, so that no stored tile of
    /// an older program is taken for a new one. A test on frozen bytes fails until it is raised.
    /// </summary>
    public const ulong OutputRevision = 3;

    /// <summary>The version of a collection's rows, apart from any map.</summary>
    public static ulong OfTable(CollectionState state)
    {
        ReadOnlySpan<ulong> numbers = [OutputRevision, state.Revision, state.Collection.Definition];
        return XxHash64.HashToUInt64(MemoryMarshal.AsBytes(numbers));
    }

    internal static ulong Of(Map map, MapStyle style, IReadOnlyDictionary<string, CollectionState> states, IReadOnlyDictionary<string, RasterState> rasters)
    {
        var hash = new XxHash64();
        void add(ulong number) => hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref number)));

        add(OutputRevision);
        foreach (Collection collection in map.Collections)
        {
            CollectionState state = states[collection.Whole?.Id ?? collection.Id];
            add(state.Revision);
            add(state.Index.Base);
            add(collection.Definition);
        }
        foreach (RasterCollection raster in map.Rasters)
        {
            add(rasters[raster.Id].Revision);
            add(raster.Definition);
        }
        add(map.Definition);
        add(style.Definition);
        return hash.GetCurrentHashAsUInt64();
    }
}
