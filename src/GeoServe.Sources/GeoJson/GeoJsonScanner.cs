using System.Buffers;
using System.Text.Json;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.GeoJson;

/// <summary>
/// Finds the features of a file, one by one, without looking into them, so that one that is broken does no harm to the others: a FeatureCollection, one feature a line,
/// features behind record separators (RFC 8142), or a single feature or geometry. Not safe for concurrent use.
/// </summary>
internal sealed class GeoJsonScanner(FileScanner file, string path)
{
    private const byte RecordSeparator = 0x1E;

    // A first line that is longer than this is taken for a whole file in one line.
    private const int LongestLine = 16 << 20;

    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    private Mode _mode = Mode.Start;
    private bool _hasList;

    /// <summary>Number of the feature at hand, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where it begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Its bytes, valid until the next one.</summary>
    public ReadOnlySpan<byte> Bytes => file.Marked;

    /// <summary>Why it is of no use though its bytes may be; null where they are whole.</summary>
    public string? Fault { get; private set; }

    /// <summary>The member <c>crs</c> of the collection as JSON; null where none was met so far.</summary>
    public byte[]? Crs { get; private set; }

    /// <summary>Goes to the next feature; false after the last.</summary>
    /// <exception cref="SourceFaultException">The file holds something else.</exception>
    public bool MoveNext()
    {
        Fault = null;
        while (true)
        {
            switch (_mode)
            {
                case Mode.Start when !Begin(): return false;
                case Mode.Lines or Mode.Records: return NextLine();
                case Mode.List:
                    if (NextOfList()) return true;
                    break;
                case Mode.Members:
                    if (NextMember()) return true;
                    break;
                case Mode.Objects:
                    if (!NextObject()) return false;
                    break;
                case Mode.End:
                    return false;
            }
        }
    }

    private bool Begin()
    {
        if (file.Ahead.StartsWith("\uFEFF"u8)) file.Advance(3);
        SkipSpace();
        int first = file.Peek();
        if (first < 0) throw new SourceFaultException(file.Offset == 0 ? $"'{path}' is empty: it has 0 bytes." : $"'{path}' holds no feature: only blanks.");
        if (first == RecordSeparator) _mode = Mode.Records;
        else if (first == '[') (_mode, _hasList) = (Mode.List, StartList());
        else if (first != '{') throw new SourceFaultException($"'{path}' is no GeoJSON: it begins with {(first is > 32 and < 127 ? $"'{(char)first}'" : $"the byte {first}")}, not with a brace.");
        else _mode = HoldsLines() ? Mode.Lines : Mode.Objects;
        return true;
    }

    private bool StartList()
    {
        file.Advance(1);
        return true;
    }

    // By the name, or where the first line is a whole object and another one begins the next.
    private bool HoldsLines()
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".geojsonl" or ".geojsons" or ".ndjson" or ".ndgeojson" or ".jsonl") return true;
        file.Mark();
        long start = file.MarkOffset;
        bool holds = false;
        if (file.MoveTo((byte)'\n', most: LongestLine) && IsWholeObject(file.Marked) && !IsCollection(file.Marked))
        {
            SkipSpace();
            holds = file.Peek() == '{';
        }
        file.Return(start);
        return holds;
    }

    private static bool IsWholeObject(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read()) { }
            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsCollection(ReadOnlySpan<byte> line) => line.IndexOf("\"features\""u8) >= 0 && line.IndexOf("\"FeatureCollection\""u8) >= 0;

    private bool NextLine()
    {
        byte end = _mode == Mode.Records ? RecordSeparator : (byte)'\n';
        while (true)
        {
            if (_mode == Mode.Records && file.Peek() == RecordSeparator) file.Advance(1);
            SkipSpace();
            if (file.Peek() < 0) return false;
            if (file.Peek() == RecordSeparator) continue;
            file.Mark();
            long start = file.MarkOffset;
            file.MoveTo(end);
            Begun(start);
            return true;
        }
    }

    private bool NextOfList()
    {
        while (file.Peek() is ' ' or '\t' or '\r' or '\n' or ',') file.Advance(1);
        int next = file.Peek();
        if (next == ']')
        {
            file.Advance(1);
            _mode = Mode.Members;
            return false;
        }
        file.Mark();
        long start = file.MarkOffset;
        if (next < 0)
        {
            _mode = Mode.End;
            Begun(start);
            Fault = "the file ends before it: it was cut off";
            return true;
        }
        bool whole = SkipValue();
        Begun(start);
        if (!whole)
        {
            Fault = "the file ends in the middle of it";
            _mode = Mode.End;
        }
        return true;
    }

    // The members of an object at the top: a list of features in it is gone through, else the whole object is a feature.
    private bool NextObject()
    {
        while (file.Peek() is ' ' or '\t' or '\r' or '\n' or ',' or RecordSeparator) file.Advance(1);
        if (file.Peek() < 0) return false;
        if (file.Peek() != '{') throw new SourceFaultException($"'{path}' is no GeoJSON: byte {file.Offset} begins no object.");
        file.Mark();
        Offset = file.MarkOffset;
        file.Advance(1);
        _hasList = false;
        _mode = Mode.Members;
        return true;
    }

    private bool NextMember()
    {
        while (file.Peek() is ' ' or '\t' or '\r' or '\n' or ',') file.Advance(1);
        int next = file.Peek();
        if (next is '}' or ']' or < 0)
        {
            if (next >= 0) file.Advance(1);
            _mode = next < 0 ? Mode.End : Mode.Objects;
            if (_hasList) return false;
            Begun(Offset);
            if (next < 0) Fault = "the file ends in the middle of it";
            return true;
        }
        int nameStart = file.Marked.Length;
        if (next != '"' || !SkipValue()) return Broken();
        bool isFeatures = NameIs("\"features\""u8, nameStart), isCrs = NameIs("\"crs\""u8, nameStart);
        SkipSpace();
        if (file.Peek() != ':') return Broken();
        file.Advance(1);
        SkipSpace();
        if (isFeatures && file.Peek() == '[')
        {
            _hasList = true;
            file.Advance(1);
            _mode = Mode.List;
            return false;
        }
        // Behind the list nothing is kept; a collection's head may be as long as it likes.
        if (_hasList) file.Mark();
        int valueStart = file.Marked.Length;
        if (!SkipValue()) return Broken();
        if (isCrs && valueStart <= file.Marked.Length) Crs = file.Marked[valueStart..].ToArray();
        if (_hasList) file.Mark();
        return false;
    }

    private bool NameIs(ReadOnlySpan<byte> name, int start) => start <= file.Marked.Length && file.Marked[start..].SequenceEqual(name);

    private bool Broken()
    {
        _mode = Mode.End;
        file.MoveTo(0);
        if (_hasList) return false;
        Begun(Offset);
        Fault = "it is no valid JSON";
        return true;
    }

    private void Begun(long start)
    {
        Number++;
        Offset = start;
        // The mark moved on: the row was not kept.
        if (file.MarkOffset != start) Fault = $"it is longer than {FileScanner.LongestRow >> 20} MiB";
    }

    private bool SkipValue()
    {
        switch (file.Peek())
        {
            case '"': return SkipString();
            case '{' or '[': break;
            case < 0: return false;
            default: return file.MoveToAny(ScalarEnds) >= 0;
        }
        int depth = 0;
        while (true)
        {
            switch (file.MoveToAny(Brackets))
            {
                case '"':
                    if (!SkipString()) return false;
                    continue;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                default:
                    return false;
            }
            file.Advance(1);
            if (depth == 0) return true;
        }
    }

    private bool SkipString()
    {
        file.Advance(1);
        while (true)
        {
            int end = file.MoveToAny(StringEnds);
            if (end < 0) return false;
            file.Advance(1);
            if (end == '"') return true;
            if (file.Peek() < 0) return false;
            file.Advance(1);
        }
    }

    private void SkipSpace()
    {
        while (file.Peek() is ' ' or '\t' or '\r' or '\n') file.Advance(1);
    }

    private enum Mode
    {
        Start,
        Objects,
        Members,
        List,
        Lines,
        Records,
        End,
    }
}
