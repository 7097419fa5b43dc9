using GeoServe.Core;

namespace GeoServe.Protocols.Wfs;

/// <summary>The parameter NAMESPACES: <c>xmlns(prefix,uri),xmlns(uri)</c> (OGC 09-025r2, Table 7).</summary>
internal sealed class WfsNamespaces
{
    private readonly Dictionary<string, string> _uris = new(StringComparer.Ordinal);

    /// <summary>What a prefix is declared to mean; null for nothing. The empty prefix is the default namespace.</summary>
    public string? Find(string prefix) => _uris.GetValueOrDefault(prefix);

    /// <summary>Reads the parameter; null gives no namespaces.</summary>
    /// <exception cref="RequestException">It is not of that form.</exception>
    public static WfsNamespaces Parse(string? text)
    {
        var namespaces = new WfsNamespaces();
        string rest = (text ?? "").Trim();
        while (rest.Length > 0)
        {
            int end = rest.IndexOf(')', StringComparison.Ordinal);
            if (!rest.StartsWith("xmlns(", StringComparison.Ordinal) || end < 0) throw Malformed(text!);
            string[] parts = rest["xmlns(".Length..end].Split([',', '='], 2);
            if (parts.Length == 1) namespaces._uris[""] = parts[0].Trim();
            else namespaces._uris[parts[0].Trim()] = parts[1].Trim();
            rest = rest[(end + 1)..].TrimStart(',', ' ');
        }
        return namespaces;
    }

    private static RequestException Malformed(string text) => new(
        RequestFault.InvalidParameter, "namespaces", $"NAMESPACES={text} is not of the form xmlns(prefix,uri),xmlns(prefix,uri).");
}
