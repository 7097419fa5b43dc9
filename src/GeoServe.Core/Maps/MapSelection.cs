using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries;
using GeoServe.Core.Queries.Conditions;
using GeoServe.Core.Queries.Cql2;

namespace GeoServe.Core.Maps;

/// <summary>
/// What a request takes of a map's content: the features that pass a filter and lie in a time, and, in vector tiles, some of their attributes.
/// Checked against the map; immutable.
/// </summary>
public sealed class MapSelection
{
    private readonly Dictionary<string, Expression> _conditions = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string>? _attributes;

    private MapSelection(Map map, string? filter, string? time, string? properties)
    {
        string filtered = filter is { Length: > 0 } ? Filter(map, filter) : "";
        string timed = time is { Length: > 0 } ? Time(map, TimeExtent.Parse(time)) : "";
        string chosen = "";
        if (properties is not null)
        {
            _attributes = Choose(map, properties);
            chosen = "&properties=" + string.Join(',', _attributes.Value.Select(Uri.EscapeDataString));
        }
        Text = (filtered.Length > 0 ? "&filter=" + Uri.EscapeDataString(filtered) : "") + (timed.Length > 0 ? "&time=" + timed : "") + chosen;
        Hash = XxHash64.HashToUInt64(MemoryMarshal.AsBytes(Text.AsSpan()));
    }

    /// <summary>Canonical: the same for all spellings of one selection, part of the tile's key. Never empty.</summary>
    public string Text { get; }

    /// <summary>Hash of <see cref="Text"/>.</summary>
    public ulong Hash { get; }

    /// <summary>Reads what a request asks for; null where that is all of the map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="filter">CQL2 text. Collections that have all attributes it names are filtered, the map's others are not. Empty or null: none.</param>
    /// <param name="time">As <see cref="TimeExtent.Parse"/> reads it; for the collections with a time. Empty or null: none.</param>
    /// <param name="properties">Names of attributes, separated by commas; empty for no attribute. Null: all.</param>
    /// <exception cref="RequestException">It cannot be read, no collection has what is named, or the map has no time.</exception>
    public static MapSelection? Of(Map map, string? filter, string? time, string? properties)
    {
        if (string.IsNullOrWhiteSpace(filter)) filter = null;
        return filter is null && string.IsNullOrEmpty(time) && properties is null ? null : new MapSelection(map, filter, time, properties);
    }

    /// <summary>The condition for features of a collection, bound to its schema; null where all are shown.</summary>
    /// <param name="collection">Id of the collection.</param>
    public Expression? ConditionOf(string collection) => _conditions.GetValueOrDefault(collection);

    /// <summary>True when vector tiles carry chosen attributes only.</summary>
    public bool ChoosesAttributes => _attributes is not null;

    /// <summary>True when features carry an attribute of this name in vector tiles, where they have it.</summary>
    public bool Carries(string attribute) => _attributes is not { } attributes || attributes.Contains(attribute);

    private string Filter(Map map, string text)
    {
        Cql2Filter filter = Cql2Filter.Parse(text);
        Collection[] fitting = [.. map.Collections.Where(collection => filter.Fits(collection.Schema))];
        if (fitting.Length == 0) throw filter.Misfit([.. map.Collections.Select(collection => collection.Schema)]);
        var texts = new List<string>(fitting.Length);
        foreach (Collection collection in fitting)
        {
            Expression condition = filter.Bind(collection.Schema);
            texts.Add(Cql2Filter.Write(condition));
            _conditions[collection.Id] = condition;
        }
        // Columns of one name may be of two types, and a time in quotes then two things.
        return texts.TrueForAll(other => other == texts[0]) ? texts[0] : string.Join('\n', fitting.Zip(texts, (collection, other) => $"{collection.Id}: {other}"));
    }

    private string Time(Map map, TimeExtent time)
    {
        bool any = false;
        foreach (Collection collection in map.Collections)
        {
            if (collection.TimeColumn is not { } name) continue;
            int index = collection.Schema.IndexOf(name);
            Expression inTime = time.On(collection.Schema.Columns[index], index);
            _conditions[collection.Id] = _conditions.TryGetValue(collection.Id, out Expression? filter) ? new AllConditions([inTime, filter]) : inTime;
            any = true;
        }
        return any ? time.ToString() : throw new RequestException(RequestFault.InvalidParameter, "time", $"Map '{map.Id}' has no time: none of its collections declares a column for it.");
    }

    private static ImmutableArray<string> Choose(Map map, string properties)
    {
        string[] names = [.. properties.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] known = [.. map.Collections.SelectMany(map.CarriedColumns).Select(column => column.Name).Distinct(StringComparer.Ordinal)];
        foreach (string name in names.Except(known, StringComparer.Ordinal))
        {
            string near = Spelling.Nearest(name, known) is { } meant ? $"did you mean '{meant}'?" : $"there are {string.Join(", ", known.Take(30))}{(known.Length > 30 ? ", ..." : "")}.";
            throw new RequestException(RequestFault.InvalidParameter, "properties", $"The vector tiles of map '{map.Id}' have no attribute '{name}'; {near}");
        }
        return [.. names];
    }
}
