using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>Writes what the streams of a scene do not carry as a tile's notes.</summary>
internal static class SceneNotes
{
    /// <summary>The notes; null where every stream carries everything.</summary>
    public static TileNotes? Of(ImmutableArray<SceneStream> streams)
    {
        bool any = false;
        foreach (SceneStream stream in streams) any |= stream.LeftOut > 0 || stream.Crowding != TileCrowding.None;
        if (!any) return null;
        StringBuilder leftOut = new(), generalised = new();
        foreach (SceneStream stream in streams)
        {
            if (stream.LeftOut > 0) Add(leftOut, stream.Collection.Id).Append(CultureInfo.InvariantCulture, $"{stream.LeftOut}");
            if (stream.Crowding != TileCrowding.None) Add(generalised, stream.Collection.Id).Append(stream.Crowding == TileCrowding.Features ? "merged" : "styled");
        }
        return new TileNotes(leftOut.ToString(), generalised.ToString());
    }

    private static StringBuilder Add(StringBuilder to, string collection) => to.Append(to.Length > 0 ? ", " : "").Append(collection).Append('=');
}
