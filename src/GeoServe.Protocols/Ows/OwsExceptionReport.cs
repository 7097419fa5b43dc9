using System.Text;
using System.Xml;
using GeoServe.Core;
using GeoServe.Protocols.Features;
using GeoServe.Protocols.Http;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Ows;

/// <summary>Exception reports of OWS Common 1.1 (OGC 06-121r9, clause 8), as WMTS 1.0 and WFS 2.0 write their errors.</summary>
public static class OwsExceptionReport
{
    /// <summary>Namespace of OWS 1.1.</summary>
    public const string Namespace = "http://www.opengis.net/ows/1.1";

    /// <summary>The exception code of a fault (OGC 06-121r9, Table 27; TileOutOfRange: OGC 07-057r7, Table 23).</summary>
    public static string CodeOf(RequestFault? fault) => fault switch
    {
        RequestFault.MissingParameter => "MissingParameterValue",
        RequestFault.InvalidParameter or RequestFault.NotFound => "InvalidParameterValue",
        RequestFault.TileOutOfRange => "TileOutOfRange",
        RequestFault.VersionNegotiation => "VersionNegotiationFailed",
        RequestFault.NotSupported => "OperationNotSupported",
        RequestFault.ParsingFailed => "OperationParsingFailed",
        _ => "NoApplicableCode",
    };

    /// <summary>Writes a failure as an exception report.</summary>
    /// <param name="http">The request.</param>
    /// <param name="failure">What went wrong; its status is the answer's.</param>
    /// <param name="code">Exception code.</param>
    /// <param name="locator">Parameter at fault; null for none.</param>
    /// <param name="version">Version of the service that reports, such as 1.0.0.</param>
    public static Task WriteAsync(HttpContext http, Failure failure, string code, string? locator, string version)
    {
        failure.Start(http.Response);
        byte[] report = Write(code, locator, failure.Message, version);
        http.Response.ContentType = "application/xml; charset=utf-8";
        http.Response.ContentLength = report.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(report, 0, report.Length, http.RequestAborted);
    }

    internal static byte[] Write(string code, string? locator, string message, string version)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("ows", "ExceptionReport", Namespace);
            xml.WriteAttributeString("xmlns", "xsi", null, "http://www.w3.org/2001/XMLSchema-instance");
            xml.WriteAttributeString("schemaLocation", "http://www.w3.org/2001/XMLSchema-instance", $"{Namespace} http://schemas.opengis.net/ows/1.1.0/owsExceptionReport.xsd");
            xml.WriteAttributeString("version", version);
            xml.WriteAttributeString("xml", "lang", null, "en");
            xml.WriteStartElement("Exception", Namespace);
            xml.WriteAttributeString("exceptionCode", code);
            if (locator is not null) xml.WriteAttributeString("locator", XmlCharacters.Clean(locator));
            xml.WriteElementString("ExceptionText", Namespace, XmlCharacters.Clean(message));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }
}
