namespace GeoServe.Sources.WellKnownText;

/// <summary>Takes well-known text of coordinate systems apart: words, brackets, quoted texts.</summary>
internal sealed class WktNode
{
    private readonly List<WktNode> _children = [];

    private WktNode(string text, bool isQuoted) => (Text, IsQuoted) = (text, isQuoted);

    /// <summary>The word, text or number.</summary>
    public string Text { get; }

    /// <summary>True for a text in quotes.</summary>
    public bool IsQuoted { get; }

    /// <summary>What stands in the brackets behind it.</summary>
    public IReadOnlyList<WktNode> Children => _children;

    /// <summary>The text of a child by its place; empty where there is none.</summary>
    public string this[int child] => child < _children.Count ? _children[child].Text : "";

    /// <summary>The first child with one of the names.</summary>
    public WktNode? Child(params ReadOnlySpan<string> names)
    {
        foreach (WktNode child in _children)
        {
            foreach (string name in names)
            {
                if (!child.IsQuoted && child.Text.Equals(name, StringComparison.OrdinalIgnoreCase)) return child;
            }
        }
        return null;
    }

    /// <summary>The first node below with one of the names, at any depth.</summary>
    public WktNode? Below(params ReadOnlySpan<string> names)
    {
        if (Child(names) is { } child) return child;
        foreach (WktNode each in _children)
        {
            if (each.Below(names) is { } found) return found;
        }
        return null;
    }

    /// <summary>The children with a name.</summary>
    public IEnumerable<WktNode> All(string name) => _children.Where(child => !child.IsQuoted && child.Text.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a text; null where it is none.</summary>
    public static WktNode? Parse(string wkt)
    {
        int at = 0;
        return Parse(wkt, ref at, depth: 0) is { Children.Count: > 0 } root ? root : null;
    }

    private static WktNode? Parse(string wkt, ref int at, int depth)
    {
        SkipSpace(wkt, ref at);
        if (at >= wkt.Length || depth > 30) return null;
        WktNode node;
        if (wkt[at] == '"')
        {
            int end = wkt.IndexOf('"', at + 1);
            if (end < 0) return null;
            node = new WktNode(wkt[(at + 1)..end], isQuoted: true);
            at = end + 1;
            return node;
        }
        int start = at;
        while (at < wkt.Length && wkt[at] is not (',' or '[' or ']' or '(' or ')' or '"')) at++;
        node = new WktNode(wkt[start..at].Trim(), isQuoted: false);
        if (at >= wkt.Length || wkt[at] is not ('[' or '(')) return node;
        do
        {
            at++;
            if (Parse(wkt, ref at, depth + 1) is not { } child) return null;
            node._children.Add(child);
            SkipSpace(wkt, ref at);
        }
        while (at < wkt.Length && wkt[at] == ',');
        if (at >= wkt.Length || wkt[at] is not (']' or ')')) return null;
        at++;
        return node;
    }

    private static void SkipSpace(string wkt, ref int at)
    {
        while (at < wkt.Length && char.IsWhiteSpace(wkt[at])) at++;
    }
}
