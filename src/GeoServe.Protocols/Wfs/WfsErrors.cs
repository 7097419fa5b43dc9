using GeoServe.Core;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.Ows;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Wfs;

/// <summary>How WFS 2.0 words what went wrong (OGC 09-025r2, 7.5 and Table 3).</summary>
internal static class WfsErrors
{
    /// <summary>Writes the exception report.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure)
    {
        string code = failure.Fault switch
        {
            RequestFault.NotFound => "NotFound",
            RequestFault.TooLarge or RequestFault.ProcessingFailed => "OperationProcessingFailed",
            _ when failure.Status == StatusCodes.Status405MethodNotAllowed => "OperationNotSupported",
            _ when failure.Status == StatusCodes.Status413PayloadTooLarge => "OperationProcessingFailed",
            var fault => OwsExceptionReport.CodeOf(fault),
        };
        return OwsExceptionReport.WriteAsync(http, failure, code, failure.Parameter, "2.0.0");
    }
}
