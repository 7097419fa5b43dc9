using GeoServe.Core;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Protocols.Wfs;

/// <summary>GetPropertyValue of WFS 2.0 (OGC 09-025r2, clause 10): a GetFeature of which one property is told.</summary>
/// <param name="Features">The features that have a value of the property.</param>
/// <param name="IsId">True for the ids of the features.</param>
internal sealed record WfsGetPropertyValue(WfsGetFeature Features, bool IsId)
{
    /// <summary>Narrows a GetFeature down to one property.</summary>
    /// <param name="features">As GetFeature would read the same parameters.</param>
    /// <param name="valueReference">The property: its name, or <c>@gml:id</c>.</param>
    /// <exception cref="RequestException">It is not given, empty, or no property of the type.</exception>
    public static WfsGetPropertyValue Of(WfsGetFeature features, string? valueReference)
    {
        if (valueReference is null) throw new RequestException(RequestFault.MissingParameter, "valueReference", "VALUEREFERENCE is missing: which property?");
        if (valueReference.Trim().Length == 0) throw new RequestException(RequestFault.InvalidParameter, "valueReference", "VALUEREFERENCE is empty: which property?");
        FeatureQuery query = features.Request.Query;
        bool isId = valueReference.Trim() is "@gml:id" or "@id";
        if (isId) return new(With(features, query with { Columns = [], WithGeometry = false }), IsId: true);
        FeatureSchema schema = features.Request.Collection.Schema;
        int index = WfsNames.RequireProperty(valueReference, schema, "valueReference");
        return index switch
        {
            WfsNames.Geometry => new(With(features, query with { Columns = [], WithGeometry = true, Filter = And(query.Filter, new Not(new GeometryIsMissing())) }), false),
            >= 0 => new(
                With(features, query with { Columns = [index], WithGeometry = false, Filter = And(query.Filter, new Not(new ColumnHasNoValue(schema.Columns[index].Name, index))) }), false),
            _ => throw new RequestException(RequestFault.ProcessingFailed, "valueReference", $"No feature has a value of '{valueReference}'."),
        };
    }

    private static WfsGetFeature With(WfsGetFeature features, FeatureQuery query) => features with { Request = features.Request with { Query = query } };

    private static Expression And(Expression? first, Expression second) => first is null ? second : new AllConditions([first, second]);
}
