using System.Text;

namespace GeoServe.Sources.Csv;

/// <summary>One record, decoded and taken apart. Not safe for concurrent use.</summary>
internal sealed class CsvRecord(Encoding encoding, char delimiter)
{
    private readonly List<(int Start, int Length)> _fields = [];
    private char[] _text = new char[1024];

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Count;

    /// <summary>True when some bytes were no characters; U+FFFD stands for them.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>A field, without its quotes; valid until the next record.</summary>
    public ReadOnlySpan<char> this[int field] => _text.AsSpan(_fields[field].Start, _fields[field].Length);

    /// <summary>Takes a record apart.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        int most = encoding.GetMaxCharCount(bytes.Length);
        if (most > _text.Length) _text = new char[Math.Max(most, _text.Length * 2)];
        int length = encoding.GetChars(bytes, _text);
        IsDamaged = _text.AsSpan(0, length).Contains('\uFFFD') && !bytes.ContainsReplacement(encoding);
        _fields.Clear();
        int at = 0;
        while (true)
        {
            at = at < length && _text[at] == '"' ? ReadQuoted(at + 1, length) : ReadPlain(at, length);
            if (at >= length) return;
            at++;
            if (at == length)
            {
                _fields.Add((at, 0));
                return;
            }
        }
    }

    private int ReadPlain(int at, int length)
    {
        int end = _text.AsSpan(at, length - at).IndexOf(delimiter);
        end = end < 0 ? length : at + end;
        _fields.Add((at, end - at));
        return end;
    }

    // Doubled quotes become one in place: what is written never overtakes what is read. What follows the closing quote belongs to the field too.
    private int ReadQuoted(int at, int length)
    {
        int start = at, write = at;
        bool quoted = true;
        for (; at < length; at++)
        {
            char letter = _text[at];
            if (quoted && letter == '"')
            {
                if (at + 1 < length && _text[at + 1] == '"') at++;
                else
                {
                    quoted = false;
                    continue;
                }
            }
            else if (!quoted && letter == delimiter)
            {
                break;
            }
            _text[write++] = letter;
        }
        _fields.Add((start, write - start));
        return at;
    }
}
