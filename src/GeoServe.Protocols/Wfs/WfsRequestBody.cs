using System.Xml;
using System.Xml.Linq;
using GeoServe.Core;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Wfs;

/// <summary>Reads the XML of a POST: no document type, no entities, bounded in size and depth (design, section 11).</summary>
internal static class WfsRequestBody
{
    /// <summary>Most bytes; a filter with some ten thousand positions fits.</summary>
    public const int MaxBytes = 1 << 20;

    // The deepest sensible request is a filter of some dozens of nested operators.
    private const int MaxDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = MaxBytes,
    };

    /// <summary>The root element.</summary>
    /// <exception cref="RequestException">It is no XML, too deep or too large.</exception>
    public static async Task<XElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        byte[] chunk = new byte[8192];
        while (await request.Body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
            if (bytes.Length + read > MaxBytes) throw new RequestException(RequestFault.TooLarge, "body", $"The body of a request has {MaxBytes} bytes at most.");
            bytes.Write(chunk, 0, read);
        }
        bytes.Position = 0;
        return Parse(bytes, "body");
    }

    /// <summary>The root element of a document.</summary>
    /// <exception cref="RequestException">It is no XML, or too deep.</exception>
    internal static XElement Parse(Stream bytes, string locator)
    {
        try
        {
            // Depth first: a tree of any depth would be built before it is found too deep.
            using (XmlReader reader = XmlReader.Create(bytes, Settings))
            {
                while (reader.Read())
                {
                    if (reader.Depth > MaxDepth) throw new RequestException(RequestFault.ParsingFailed, locator, $"The elements of a request are nested {MaxDepth} deep at most.");
                }
            }
            bytes.Position = 0;
            using XmlReader again = XmlReader.Create(bytes, Settings);
            return XElement.Load(again);
        }
        catch (XmlException exception)
        {
            // The message of the parser may repeat what an entity would have brought; line and column say enough.
            throw new RequestException(
                RequestFault.ParsingFailed, locator, $"This is no XML that is taken here (line {exception.LineNumber}, column {exception.LinePosition}); document types and entities are not.");
        }
    }
}
