using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.SampleCity.Tables;

/// <summary>Writes schemas short.</summary>
internal static class Schemas
{
    public const ValueKind Text = ValueKind.Text, Integer = ValueKind.Integer, Real = ValueKind.Real, Instant = ValueKind.Instant,
        Date = ValueKind.Date, Boolean = ValueKind.Boolean;

    /// <summary>A table with the key <c>id</c> and, unless the type is null, the geometry <c>geom</c> in EPSG:4326.</summary>
    public static FeatureSchema Of(ShapeType? type, params (string Name, ValueKind Kind)[] columns) => new(
        [new Column("id", ValueKind.Integer, Nullable: false), .. columns.Select(column => new Column(column.Name, column.Kind))],
        "id", type is null ? null : "geom", type ?? ShapeType.Geometry, Crs.Epsg4326);

    /// <summary>A number cut to some decimals, as tables of a city have it.</summary>
    public static Value Rounded(double value, int decimals) => Value.Of(Math.Round(value, decimals));
}
