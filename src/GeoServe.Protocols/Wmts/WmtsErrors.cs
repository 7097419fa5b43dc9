using GeoServe.Core;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.Ows;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Wmts;

/// <summary>How WMTS 1.0.0 words what went wrong (OGC 07-057r7, Tables 18, 23 and 24).</summary>
internal static class WmtsErrors
{
    /// <summary>Writes the exception report. A missing thing is 400 by key-value pairs and 404 by path.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure, bool rest)
    {
        bool notFound = failure.Fault is RequestFault.NotFound or RequestFault.TileOutOfRange;
        Failure worded = notFound ? failure with { Status = rest ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest } : failure;
        return OwsExceptionReport.WriteAsync(http, worded, OwsExceptionReport.CodeOf(failure.Fault), LocatorOf(failure.Parameter), "1.0.0");
    }

    private static string? LocatorOf(string? parameter) => parameter switch
    {
        "X" => "TILECOL",
        "Y" => "TILEROW",
        _ => parameter,
    };
}
