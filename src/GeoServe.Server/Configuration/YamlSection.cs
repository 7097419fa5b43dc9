using System.Globalization;
using GeoServe.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GeoServe.Server.Configuration;

/// <summary>
/// A mapping of a YAML file, read key by key. What does not fit is added to the faults and read as "not given", so one pass finds every fault.
/// <see cref="End"/> finds the keys that nobody asked for: misspelt ones.
/// </summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, (YamlNode Value, int Line)> _values = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly int _line;
    private readonly string _path;

    private YamlSection(YamlMappingNode node, string file, string path, ConfigFaults faults)
    {
        Faults = faults;
        _file = file;
        _line = (int)node.Start.Line;
        _path = path;
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name }) _values[name] = (value, (int)key.Start.Line);
        }
    }

    public ConfigFaults Faults { get; }

    /// <summary>Where the section begins.</summary>
    public YamlPlace Place => new(_file, _line, _path);

    /// <summary>Reads a file; null where it cannot be read, which is then among the faults. An empty file is an empty section.</summary>
    public static YamlSection? Load(string path, string shownAs, ConfigFaults faults)
    {
        try
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0) return new YamlSection([], shownAs, "", faults);
            if (stream.Documents[0].RootNode is YamlMappingNode root) return new YamlSection(root, shownAs, "", faults);
            faults.Add(new ConfigFault(shownAs, 1, "", "the file is to hold keys and values, such as 'title: Rivers'."));
        }
        catch (YamlException broken)
        {
            faults.Add(new ConfigFault(shownAs, (int)broken.End.Line, "", $"this is no valid YAML: {Reason(broken)}"));
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigFault(shownAs, 0, "", $"the file cannot be read: {away.Message}"));
        }
        return null;
    }

    public bool Has(string key)
    {
        _asked.Add(key);
        return _values.ContainsKey(key);
    }

    public YamlPlace PlaceOf(string key) => new(_file, _values.TryGetValue(key, out (YamlNode Value, int Line) found) ? found.Line : _line, PathOf(key));

    public string? Text(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text }) return text;
        Faults.Add(PlaceOf(key), "a text is expected here.");
        return null;
    }

    public string? RequiredText(string key)
    {
        if (!Has(key)) Faults.Add(Place with { Key = PathOf(key) }, $"'{key}' is missing.");
        return Text(key) is { Length: > 0 } text ? text : null;
    }

    public long? Integer(string key, long least, long most)
    {
        if (Text(key) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most) return number;
        Faults.Add(PlaceOf(key), $"'{text}' is to be a whole number from {least} to {most}.");
        return null;
    }

    public double? Number(string key, double least, double most)
    {
        if (Text(key) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most) return number;
        Faults.Add(PlaceOf(key), $"'{text}' is to be a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}.");
        return null;
    }

    public bool? Boolean(string key)
    {
        switch (Text(key))
        {
            case null: return null;
            case "true" or "yes": return true;
            case "false" or "no": return false;
            case var text:
                Faults.Add(PlaceOf(key), $"'{text}' is to be true or false.");
                return null;
        }
    }

    /// <summary>A size such as <c>256 MiB</c>, in bytes.</summary>
    public long? Bytes(string key) => Measure(key, "a size such as 256 MiB", [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("B", 1)]) is { } bytes ? (long)bytes : null;

    /// <summary>A time such as <c>30 s</c>.</summary>
    public TimeSpan? Duration(string key) => Measure(key, "a time such as 500 ms, 30 s, 5 min, 12 h or 7 d", [("ms", 1), ("s", 1e3), ("min", 6e4), ("h", 3.6e6), ("d", 8.64e7)]) is { } milliseconds
        ? TimeSpan.FromMilliseconds(milliseconds)
        : null;

    /// <summary>A text, or one for each language: <c>{zh: ..., en: ...}</c>.</summary>
    public LocalText? LocalText(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text }) return Core.LocalText.Of(text);
        if (Section(key) is not { } both) return null;
        string? zh = both.Text("zh"), en = both.Text("en");
        both.End();
        if (zh is null && en is null)
        {
            Faults.Add(PlaceOf(key), "a text is expected here, or one for each language: {zh: ..., en: ...}.");
            return null;
        }
        return new LocalText(zh ?? en!, en ?? zh!);
    }

    public IReadOnlyList<string> Texts(string key)
    {
        switch (Node(key))
        {
            case null: return [];
            case YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode { Value: not null }):
                return [.. list.Children.Select(item => ((YamlScalarNode)item).Value!)];
            default:
                Faults.Add(PlaceOf(key), "a list of texts is expected here, such as [a, b].");
                return [];
        }
    }

    public IReadOnlyList<double>? Numbers(string key, int count)
    {
        if (!Has(key)) return null;
        var numbers = new List<double>();
        foreach (string text in Texts(key))
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) numbers.Add(number);
        }
        if (numbers.Count == count) return numbers;
        Faults.Add(PlaceOf(key), $"a list of {count} numbers is expected here.");
        return null;
    }

    /// <summary>A list of numbers of any length; null where there is none.</summary>
    public IReadOnlyList<double>? Numbers(string key)
    {
        if (!Has(key)) return null;
        var numbers = new List<double>();
        foreach (string text in Texts(key))
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) numbers.Add(number);
            else Faults.Add(PlaceOf(key), $"'{text}' is no number.");
        }
        return numbers;
    }

    /// <summary>True where a key has keys of its own, rather than a text.</summary>
    public bool IsSection(string key) => Node(key) is YamlMappingNode;

    public YamlSection? Section(string key)
    {
        switch (Node(key))
        {
            case null: return null;
            case YamlMappingNode mapping: return new YamlSection(mapping, _file, PathOf(key), Faults);
            default:
                Faults.Add(PlaceOf(key), "keys and values are expected here.");
                return null;
        }
    }

    public IReadOnlyList<YamlSection> Sections(string key)
    {
        switch (Node(key))
        {
            case null: return [];
            case YamlSequenceNode list when list.Children.All(item => item is YamlMappingNode):
                return [.. list.Children.Select((item, i) => new YamlSection((YamlMappingNode)item, _file, $"{PathOf(key)}[{i}]", Faults))];
            default:
                Faults.Add(PlaceOf(key), "a list is expected here, each item with keys and values.");
                return [];
        }
    }

    /// <summary>All keys of the section, for sections whose keys are names of the user's own.</summary>
    public IReadOnlyList<string> Keys() => [.. _values.Keys];

    /// <summary>Adds a fault for each key that was never asked for.</summary>
    public void End()
    {
        foreach (string key in _values.Keys.Where(key => !_asked.Contains(key)).ToArray()) Faults.Unknown(PlaceOf(key), "key", key, _asked);
    }

    private YamlNode? Node(string key)
    {
        _asked.Add(key);
        if (!_values.TryGetValue(key, out (YamlNode Value, int Line) found)) return null;
        return found.Value is YamlScalarNode { Value: null or "" or "~" or "null", Style: ScalarStyle.Plain } ? null : found.Value;
    }

    private double? Measure(string key, string form, ReadOnlySpan<(string Unit, double Factor)> units)
    {
        if (Text(key) is not { } text) return null;
        if (text == "0") return 0;
        string trimmed = text.Trim();
        foreach ((string unit, double factor) in units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (double.TryParse(trimmed.AsSpan(0, trimmed.Length - unit.Length).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)) return number * factor;
        }
        Faults.Add(PlaceOf(key), $"'{text}' is to be {form}.");
        return null;
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private static string Reason(YamlException broken)
    {
        string reason = broken.InnerException is YamlException inner ? inner.Message : broken.Message;
        int colon = reason.IndexOf("): ", StringComparison.Ordinal);
        string plain = colon > 0 && reason.StartsWith('(') ? reason[(colon + 3)..] : reason;
        return plain.Contains("tab character", StringComparison.Ordinal) ? plain + " Indent by spaces." : plain;
    }
}
