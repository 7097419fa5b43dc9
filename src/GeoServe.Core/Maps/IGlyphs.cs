namespace GeoServe.Core.Maps;

/// <summary>Glyphs for clients that draw text themselves (MapLibre style specification, "glyphs").</summary>
public interface IGlyphs
{
    /// <summary>Names of the font stacks that are there.</summary>
    IReadOnlyList<string> Stacks { get; }

    /// <summary>
    /// The signed distance fields of 256 characters as a protobuf message; null where no font of the stack is there. Characters without a
    /// glyph are left out.
    /// </summary>
    /// <param name="stack">Names of fonts joined by commas; the first that has a character gives it.</param>
    /// <param name="first">The first character's number, a multiple of 256, at most 65280.</param>
    ReadOnlyMemory<byte>? Range(string stack, int first);
}
