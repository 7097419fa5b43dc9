using System.Xml;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Protocols.Features;

namespace GeoServe.Protocols.Wfs;

/// <summary>Names of types, properties and features as requests write them.</summary>
internal static class WfsNames
{
    /// <summary>WFS 2.0.</summary>
    public const string Wfs = "http://www.opengis.net/wfs/2.0";

    /// <summary>Filter Encoding 2.0.</summary>
    public const string Fes = "http://www.opengis.net/fes/2.0";

    /// <summary>XML Schema.</summary>
    public const string Xsd = "http://www.w3.org/2001/XMLSchema";

    /// <summary>XLink.</summary>
    public const string XLink = "http://www.w3.org/1999/xlink";

    /// <summary>The stored query that every WFS has (OGC 09-025r2, 7.9.3.6), by its name in 2.0.0.</summary>
    public const string GetFeatureById = "urn:ogc:def:query:OGC-WFS::GetFeatureById";

    /// <summary>The same by its name in 2.0.2.</summary>
    public const string GetFeatureByIdUri = "http://www.opengis.net/def/query/OGC-WFS/0/GetFeatureById";

    /// <summary>Stands for the geometry among indexes of columns.</summary>
    public const int Geometry = -1;

    /// <summary>Stands for a property that every GML feature may have, such as gml:name.</summary>
    public const int GmlProperty = -2;

    /// <summary>
    /// The collection of a type name. A prefix must be declared by the request, or be ours; without one the name is looked up in our namespace.
    /// </summary>
    /// <param name="name">As <c>gs:places</c> or <c>places</c>.</param>
    /// <param name="namespaceOf">What the request declares for a prefix; null for nothing.</param>
    /// <param name="catalog">Where it is looked up.</param>
    /// <param name="parameter">The parameter that gave it.</param>
    /// <exception cref="RequestException">There is none.</exception>
    public static Collection RequireType(string name, Func<string, string?> namespaceOf, Catalog catalog, string parameter)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string prefix = colon < 0 ? "" : name[..colon], local = name[(colon + 1)..];
        string? uri = namespaceOf(prefix) ?? (prefix is "" or GmlNames.Prefix ? GmlNames.Types : null);
        return uri == GmlNames.Types && FindType(local, catalog) is { } found
            ? found
            : throw new RequestException(RequestFault.InvalidParameter, parameter, $"There is no feature type '{name}'; GetCapabilities lists them.");
    }

    /// <summary>The collection of a local name; null where there is none.</summary>
    public static Collection? FindType(string local, Catalog catalog) =>
        (catalog.FindCollection(local) ?? catalog.FindCollection(XmlConvert.DecodeName(local) ?? "")) is { Features: not null } found ? found : null;

    /// <summary>The collection's name with our prefix.</summary>
    public static string NameOf(Collection collection) => $"{GmlNames.Prefix}:{GmlNames.Encode(collection.Id)}";

    /// <summary>Index of the column that a property name means, <see cref="Geometry"/> or <see cref="GmlProperty"/>.</summary>
    /// <exception cref="RequestException">There is no such property.</exception>
    public static int RequireProperty(string name, FeatureSchema schema, string parameter)
    {
        string trimmed = name.Trim();
        int index = schema.IndexOf(trimmed);
        if (index >= 0) return index;
        string local = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        bool isGml = local.StartsWith("gml:", StringComparison.Ordinal);
        local = local[(local.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (isGml && local is "boundedBy" or "name" or "description" or "identifier") return GmlProperty;
        for (int i = 0; i < schema.Columns.Length; i++)
        {
            if (GmlNames.Encode(schema.Columns[i].Name) == local || schema.Columns[i].Name == local) return i;
        }
        return schema.GeometryName is { } geometry && (local == geometry || local == GmlNames.Encode(geometry))
            ? Geometry
            : throw new RequestException(RequestFault.InvalidParameter, parameter, $"There is no property '{trimmed}'; DescribeFeatureType lists them.");
    }

    /// <summary>Takes the id of a feature, <c>places.7</c>, apart; null where it has no such form or names no collection.</summary>
    public static (Collection Collection, string Key)? FindFeature(string id, Catalog catalog)
    {
        int dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && FindType(id[..dot], catalog) is { } collection ? (collection, XmlConvert.DecodeName(id[(dot + 1)..]) ?? "") : null;
    }
}
