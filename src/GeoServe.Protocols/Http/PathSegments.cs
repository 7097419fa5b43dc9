namespace GeoServe.Protocols.Http;

/// <summary>Walks over the segments of a path. Lives on the stack; makes no strings.</summary>
/// <param name="path">Without its first slash: one at the front ends an empty segment, so that <c>//a</c> is not another address of <c>/a</c>.</param>
public ref struct PathSegments(ReadOnlySpan<char> path)
{
    private ReadOnlySpan<char> _rest = path;
    private bool _isAtEnd = path.IsEmpty;

    /// <summary>True when no segment is left; behind a slash at the end there is an empty one.</summary>
    public readonly bool IsAtEnd => _isAtEnd;

    /// <summary>What is left, without a first slash.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    /// <summary>The next segment; empty at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        int slash = _rest.IndexOf('/');
        ReadOnlySpan<char> segment = slash < 0 ? _rest : _rest[..slash];
        _isAtEnd = slash < 0;
        _rest = slash < 0 ? default : _rest[(slash + 1)..];
        return segment;
    }

    /// <summary>
    /// A number of a tile's address: ASCII digits without a sign or a leading zero, so that one tile has one address; -1 for anything else, and
    /// for what does not fit 32 bits.
    /// </summary>
    public static int Number(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > 10 || (segment.Length > 1 && segment[0] == '0')) return -1;
        long number = 0;
        foreach (char c in segment)
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = (number * 10) + (c - '0');
        }
        return number <= int.MaxValue ? (int)number : -1;
    }
}
