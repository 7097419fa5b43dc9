using System.Xml;
using GeoServe.Core;

namespace GeoServe.Protocols.Ows;

/// <summary>Who offers the services, for the capabilities of all protocols.</summary>
/// <param name="Title">Title of the server.</param>
/// <param name="Abstract">A few sentences.</param>
/// <param name="ProviderName">Who runs it.</param>
/// <param name="ProviderSite">Web address of who runs it; null for none.</param>
public sealed record ServiceDescription(LocalText Title, LocalText Abstract, string ProviderName, string? ProviderSite)
{
    /// <summary>Writes ServiceIdentification and ServiceProvider of OWS Common 1.1 (OGC 06-121r9, 7.4.4 and 7.4.5).</summary>
    public void WriteOws(XmlWriter xml, string serviceType, IReadOnlyList<string> versions)
    {
        const string ows = OwsExceptionReport.Namespace;
        xml.WriteStartElement("ows", "ServiceIdentification", ows);
        xml.WriteElementString("Title", ows, Title.ToString());
        xml.WriteElementString("Abstract", ows, Abstract.ToString());
        xml.WriteElementString("ServiceType", ows, serviceType);
        foreach (string version in versions) xml.WriteElementString("ServiceTypeVersion", ows, version);
        xml.WriteElementString("Fees", ows, "NONE");
        xml.WriteElementString("AccessConstraints", ows, "NONE");
        xml.WriteEndElement();
        xml.WriteStartElement("ows", "ServiceProvider", ows);
        xml.WriteElementString("ProviderName", ows, ProviderName);
        if (ProviderSite is not null)
        {
            xml.WriteStartElement("ProviderSite", ows);
            xml.WriteAttributeString("xlink", "href", "http://www.w3.org/1999/xlink", ProviderSite);
            xml.WriteEndElement();
        }
        xml.WriteElementString("ServiceContact", ows, "");
        xml.WriteEndElement();
    }
}
