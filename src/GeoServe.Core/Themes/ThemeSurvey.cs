using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Classification;

namespace GeoServe.Core.Themes;

/// <summary>Looks once at each feature of a collection and makes a theme's classes. Not safe for concurrent use.</summary>
public sealed class ThemeSurvey
{
    // A collection whose every feature has a value of its own has no categories; what is beyond is counted together.
    private const int MostKinds = 1_000_000;

    private readonly ThemePlan _plan;
    private readonly Expression _value, _isThere;
    private readonly Expression? _filter;
    private readonly ValueSampleBuilder _numbers = new();
    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private long _there, _missing, _beyond;

    internal ThemeSurvey(ThemePlan plan, FeatureSchema schema)
    {
        _plan = plan;
        string[] names = [.. plan.Value!.Attributes.Union(plan.FilterAttributes).Where(name => schema.IndexOf(name) >= 0)];
        Columns = [.. names.Select(schema.IndexOf)];
        int placeOf(string name) => Array.IndexOf(names, name);
        _value = plan.Value.Value.Bind(placeOf);
        _isThere = plan.Value.Condition.Bind(placeOf);
        _filter = plan.Filter?.Bind(placeOf);
    }

    /// <summary>Indexes of the columns whose values <see cref="Add"/> takes, in that order.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>Looks at a feature.</summary>
    public void Add(ReadOnlySpan<Value> values)
    {
        var context = new EvaluationContext(0, values, default, 0);
        if (_filter is not null && !IsTrue(_filter, context)) return;
        if (!IsTrue(_isThere, context))
        {
            _missing++;
            return;
        }
        Value value = _value.Evaluate(context);
        if (_plan.Recipe.IsOfKinds) AddKind(ValueText.Of(value));
        else if (value.IsNumber) _numbers.Add(value.AsNumber());
        _there++;
    }

    /// <summary>The classes of all that was added.</summary>
    /// <exception cref="InvalidOperationException">There are more distinct numbers than are kept apart.</exception>
    public ThemeClasses Finish()
    {
        if (_plan.Recipe.IsOfKinds)
        {
            ImmutableArray<ThemeCategory> shown = _plan.Kinds.IsEmpty
                ? [.. _kinds.Select(kind => new ThemeCategory(kind.Key, kind.Value)).OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Value, StringComparer.Ordinal).Take(_plan.MostColours)]
                : [.. _plan.Kinds.Select(kind => new ThemeCategory(kind, _kinds.GetValueOrDefault(kind)))];
            return new(null, shown, _kinds.Count - shown.Count(kind => kind.Count > 0) + (_beyond > 0 ? 1 : 0), _there, _missing);
        }
        if (_numbers.IsOverfull) throw new InvalidOperationException($"There are more than {ValueSampleBuilder.MostDistinct} distinct numbers; draw an expression that rounds them, such as round(x).");
        ValueSample sample = _numbers.ToSample();
        ClassBreaks breaks = _plan.Recipe.Breaks.IsEmpty && _plan.NeedsClasses
            ? ClassBreaks.Of(sample, _plan.Recipe.Classify, _plan.ClassCount)
            : ClassBreaks.At(sample, _plan.Recipe.Breaks);
        return new(breaks, [], 0, _there, _missing);
    }

    private static bool IsTrue(Expression condition, in EvaluationContext context) => condition.Evaluate(context) is { Kind: ValueKind.Boolean } value && value.AsBoolean();

    private void AddKind(string kind)
    {
        if (_kinds.Count >= MostKinds && !_kinds.ContainsKey(kind)) _beyond++;
        else CollectionsMarshal.GetValueRefOrAddDefault(_kinds, kind, out _)++;
    }
}
