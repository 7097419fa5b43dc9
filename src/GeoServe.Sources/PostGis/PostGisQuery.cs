using System.Globalization;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Sources.Sql;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>Writes the SQL of one query on one table, with parameters for all that came from outside.</summary>
internal sealed class PostGisQuery(PostGisTable table, FeatureQuery query, RowPlan plan)
{
    private readonly List<object> _parameters = [];

    /// <summary>The rows: key, geometry, columns, as far as each is there and wanted.</summary>
    public NpgsqlCommand Rows(NpgsqlConnection connection)
    {
        var columns = new List<string>();
        if (table.KeyType != PostGisKeyType.None) columns.Add(table.KeyType == PostGisKeyType.Integer ? $"{table.Key}::int8" : $"{table.Key}::text");
        if (plan.FetchGeometry) columns.Add($"{table.Extension}.ST_AsEWKB({table.Geometry})");
        columns.AddRange(plan.Fetched.Select(index => table.Columns[index].Expression));
        var sql = new StringBuilder("SELECT ").AppendJoin(", ", columns.DefaultIfEmpty("1")).Append(" FROM ").Append(table.From);
        AppendConditions(sql);
        sql.Append(" ORDER BY ").Append(table.Order);
        if (plan.LimitInDatabase)
        {
            if (plan.Limit is { } limit) sql.Append(" LIMIT ").Append(Parameter(limit));
            if (plan.Offset > 0) sql.Append(" OFFSET ").Append(Parameter(plan.Offset));
        }
        return Command(connection, sql);
    }

    /// <summary>The number of rows.</summary>
    public NpgsqlCommand Count(NpgsqlConnection connection)
    {
        var sql = new StringBuilder("SELECT count(*) FROM ").Append(table.From);
        AppendConditions(sql);
        return Command(connection, sql);
    }

    private void AppendConditions(StringBuilder sql)
    {
        var conditions = new List<string>();
        if (query.Ids is { } ids) conditions.Add(IdCondition(ids));
        if (query.Box is { } box) conditions.Add(table.Schema.GeometryName is null || box.IsEmpty ? "false" : table.Meets(box, Parameter));
        if (conditions.Count > 0) sql.Append(" WHERE ").AppendJoin(" AND ", conditions);
    }

    private string IdCondition(IEnumerable<string> ids) => table.KeyType switch
    {
        PostGisKeyType.Integer => $"{table.Key} = ANY({Parameter(ids.Select(AsInteger).OfType<long>().ToArray())})",
        PostGisKeyType.Text => $"{table.Key} = ANY({Parameter(ids.Where(IsStorable).ToArray())})",
        PostGisKeyType.Uuid => $"{table.Key} = ANY({Parameter(ids.Select(AsUuid).OfType<Guid>().ToArray())})",
        PostGisKeyType.Other => $"{table.Key}::text = ANY({Parameter(ids.Where(IsStorable).ToArray())})",
        _ => "false",
    };

    // Only the form that FeatureId writes: "+7" and "007" name nothing.
    private static long? AsInteger(string id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long key) && key.ToString(CultureInfo.InvariantCulture) == id
            ? key
            : null;

    private static Guid? AsUuid(string id) => Guid.TryParseExact(id, "D", out Guid key) ? key : null;

    // PostgreSQL's text holds no NUL: such an id is not there.
    private static bool IsStorable(string id) => !id.Contains('\0', StringComparison.Ordinal);

    private string Parameter(object value)
    {
        _parameters.Add(value);
        return $"${_parameters.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, StringBuilder sql)
    {
        var command = new NpgsqlCommand(sql.ToString(), connection);
        foreach (object parameter in _parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}
