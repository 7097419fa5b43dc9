using GeoServe.Core.TileMatrices;

namespace GeoServe.Protocols.Wmts;

/// <summary>
/// Limits as the schema of WMTS 1.0.0 can write them: MaxTileRow and MaxTileCol are xs:positiveInteger (wmtsGetCapabilities_response.xsd), so a
/// layer that lies in row 0 or column 0 alone has row or column 1 in its limits too.
/// </summary>
internal static class WmtsLimits
{
    /// <summary>The limits with a last row and column of 1 or more, as far as the matrix goes.</summary>
    public static TileRange Of(TileRange content, TileMatrixSet set)
    {
        TileRange all = set.All(content.Z);
        return content with { MaxX = Math.Max(content.MaxX, Math.Min(1, all.MaxX)), MaxY = Math.Max(content.MaxY, Math.Min(1, all.MaxY)) };
    }

    /// <summary>False for a matrix of one row or one column, which cannot be written; it is served all the same.</summary>
    public static bool CanBeWritten(TileRange limits) => limits is { MaxX: > 0, MaxY: > 0 };
}
