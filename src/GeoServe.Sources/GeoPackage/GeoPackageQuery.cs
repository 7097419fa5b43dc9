using System.Globalization;
using System.Text;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.GeoPackage;

/// <summary>Writes the SQL of one query on one table, with parameters for all that came from outside.</summary>
internal sealed class GeoPackageQuery(GeoPackageTable table, FeatureQuery query, RowPlan plan)
{
    private readonly List<object> _parameters = [];

    /// <summary>The rows: key, geometry, columns, as far as each is there and wanted.</summary>
    public GeoPackageStatement Rows(GeoPackageConnection connection)
    {
        var columns = new List<string>();
        if (table.KeyExpression is not null) columns.Add(table.KeyExpression);
        if (plan.FetchGeometry) columns.Add(table.Geometry);
        columns.AddRange(plan.Fetched.Select(index => SqlName.Quote(table.Schema.Columns[index].Name)));
        var sql = new StringBuilder("SELECT ").AppendJoin(", ", columns.DefaultIfEmpty("1")).Append(" FROM ").Append(table.From);
        AppendConditions(sql);
        // A view without a key keeps SQLite's own order, which is the same as long as the data and the query are.
        if (table.KeyExpression is not null) sql.Append(" ORDER BY ").Append(table.KeyExpression);
        if (plan.LimitInDatabase && (plan.Limit is not null || plan.Offset > 0))
        {
            sql.Append(" LIMIT ").Append(Parameter(plan.Limit ?? -1)).Append(" OFFSET ").Append(Parameter(plan.Offset));
        }
        return Prepare(connection, sql);
    }

    /// <summary>The number of rows.</summary>
    public GeoPackageStatement Count(GeoPackageConnection connection)
    {
        var sql = new StringBuilder("SELECT count(*) FROM ").Append(table.From);
        AppendConditions(sql);
        return Prepare(connection, sql);
    }

    private void AppendConditions(StringBuilder sql)
    {
        var conditions = new List<string>();
        if (query.Ids is { } ids) conditions.Add(IdCondition(ids));
        if (query.Box is { } box) conditions.Add(table.Schema.GeometryName is null || box.IsEmpty ? "0" : BoxCondition(box));
        if (conditions.Count > 0) sql.Append(" WHERE ").AppendJoin(" AND ", conditions);
    }

    // The index keeps boxes in single precision, rounded outwards: it finds candidates, the exact boxes decide.
    private string BoxCondition(Core.Geometries.Box box)
    {
        string minX = Parameter(box.MinX), minY = Parameter(box.MinY), maxX = Parameter(box.MaxX), maxY = Parameter(box.MaxY);
        string exact = $"geoserve_meets({table.Geometry}, {minX}, {minY}, {maxX}, {maxY})";
        return table.IndexName is null
            ? exact
            : $"{table.RowIdExpression} IN (SELECT id FROM {table.Index} WHERE maxx >= {minX} AND minx <= {maxX} AND maxy >= {minY} AND miny <= {maxY}) AND {exact}";
    }

    // One parameter however many ids there are: SQLite takes 32,766 at most.
    private string IdCondition(IEnumerable<string> ids) => table.KeyKind switch
    {
        ValueKind.Integer => $"{table.KeyExpression} IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(ids.Select(AsKey).OfType<long>()))}))",
        ValueKind.Text => $"{table.KeyExpression} IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(ids))}))",
        _ => "0",
    };

    // Only the form that FeatureId writes: "+7" and "007" name nothing.
    private static long? AsKey(string id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long key) && key.ToString(CultureInfo.InvariantCulture) == id
            ? key
            : null;

    private string Parameter(object value)
    {
        _parameters.Add(value);
        return $"?{_parameters.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    private GeoPackageStatement Prepare(GeoPackageConnection connection, StringBuilder sql)
    {
        GeoPackageStatement statement = connection.Prepare(sql.ToString());
        foreach (object parameter in _parameters)
        {
            _ = parameter switch
            {
                long number => statement.Bind(number),
                double number => statement.Bind(number),
                string text => statement.Bind(text),
                _ => throw new ArgumentException($"A parameter of type {parameter.GetType()} has no place in a query."),
            };
        }
        return statement;
    }
}
