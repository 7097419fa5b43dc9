using System.Buffers;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.Csv;

/// <summary>
/// Finds the records of a file (RFC 4180): line by line, but for line breaks within quotes. Works on bytes, which UTF-8 and GB18030 both allow, since neither has quotes,
/// commas or line breaks within a character. A quote that is never closed costs its own line alone. Not safe for concurrent use.
/// </summary>
internal sealed class CsvScanner(FileScanner file)
{
    // Beyond this a quote counts as never closed; texts are shorter.
    private const int LongestRecord = 64 << 20;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\"\n"u8);

    /// <summary>What parts the fields.</summary>
    public byte Delimiter { get; set; } = (byte)',';

    /// <summary>Where the record at hand begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Its bytes without the line break, valid until the next one.</summary>
    public ReadOnlySpan<byte> Bytes => file.Marked.TrimEnd((byte)'\r');

    /// <summary>Why the record is of no use; null where it is whole.</summary>
    public string? Fault { get; private set; }

    /// <summary>Goes to the next record that is not empty; false after the last.</summary>
    public bool MoveNext()
    {
        do
        {
            while (file.Peek() is '\r' or '\n') file.Advance(1);
            if (file.Peek() < 0) return false;
            file.Mark();
            Offset = file.MarkOffset;
            Fault = null;
            if (!SkipRecord()) ReturnToLine();
        }
        while (Fault is null && Bytes.IsEmpty);
        return true;
    }

    private bool SkipRecord()
    {
        while (true)
        {
            int found = file.MoveToAny(Ends);
            if (found is '\n' or < 0) return true;
            bool opens = file.Marked.IsEmpty || file.Marked[^1] == Delimiter;
            file.Advance(1);
            if (opens && !SkipQuoted()) return false;
        }
    }

    private bool SkipQuoted()
    {
        while (file.MoveTo((byte)'"', LongestRecord))
        {
            file.Advance(1);
            if (file.Peek() != '"') return true;
            file.Advance(1);
        }
        return false;
    }

    private void ReturnToLine()
    {
        file.Return(Offset);
        file.MoveTo((byte)'\n');
        Fault = "a quote in it is never closed";
    }
}
