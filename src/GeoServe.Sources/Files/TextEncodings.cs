using System.Globalization;
using System.Text;

namespace GeoServe.Sources.Files;

/// <summary>Encodings by the names that files and people give them, and by what the bytes look like.</summary>
public static class TextEncodings
{
    // GB18030 holds every character of GBK (code page 936) and GB2312 under the same bytes.
    private const int Gb18030 = 54936;

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>UTF-8; what is invalid becomes U+FFFD.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>GB18030.</summary>
    public static Encoding Chinese => ByCodePage(Gb18030)!;

    /// <summary>
    /// The encoding of a name as <c>UTF-8</c>, <c>GBK</c>, <c>GB18030</c>, <c>936</c>, <c>CP936</c>, <c>ANSI 936</c>, <c>ISO-8859-1</c>, <c>ISO 88591</c> or
    /// <c>LDID/77</c>; null where it is not known.
    /// </summary>
    public static Encoding? Find(string name)
    {
        string plain = name.Trim().ToUpperInvariant();
        if (plain.StartsWith("LDID/", StringComparison.Ordinal)) return int.TryParse(plain.AsSpan(5), CultureInfo.InvariantCulture, out int language) ? ByLanguageByte((byte)language) : null;
        plain = plain.Replace("ANSI", "", StringComparison.Ordinal).Replace("WINDOWS", "", StringComparison.Ordinal).Replace("CP", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        switch (plain)
        {
            case "UTF8" or "65001": return Utf8;
            case "GBK" or "GB2312" or "GB18030" or "HZGB2312" or "936" or "54936" or "EUCCN": return Chinese;
            case "BIG5" or "950": return ByCodePage(950);
        }
        if (plain.StartsWith("ISO8859", StringComparison.Ordinal)) plain = plain[3..];
        if (plain.StartsWith("8859", StringComparison.Ordinal) && int.TryParse(plain.AsSpan(4), CultureInfo.InvariantCulture, out int part) && part is >= 1 and <= 16) return ByCodePage(28590 + part);
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out int page)) return ByCodePage(page);
        try
        {
            return Encoding.GetEncoding(name.Trim());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The encoding of byte 29 of a dbf, the language driver; null where it says nothing (0) or nothing known.</summary>
    internal static Encoding? ByLanguageByte(byte language) => language switch
    {
        0x4D or 0x7A => Chinese,
        0x4E or 0x79 => ByCodePage(949),
        0x4F or 0x78 => ByCodePage(950),
        0x13 or 0x7B => ByCodePage(932),
        0x50 or 0x7C => ByCodePage(874),
        0x01 or 0x09 or 0x0B or 0x0D or 0x0F or 0x11 or 0x15 or 0x18 or 0x19 or 0x1B => ByCodePage(437),
        0x02 or 0x0A or 0x0E or 0x10 or 0x12 or 0x14 or 0x16 or 0x1A or 0x1D or 0x25 or 0x37 => ByCodePage(850),
        0x03 or 0x57 or 0x58 or 0x59 => ByCodePage(1252),
        0x08 or 0x17 or 0x66 => ByCodePage(865),
        0x1C or 0x6C => ByCodePage(863),
        0x1F or 0x22 or 0x23 or 0x40 or 0x64 or 0x87 => ByCodePage(852),
        0x24 => ByCodePage(860),
        0x26 or 0x65 => ByCodePage(866),
        0x67 => ByCodePage(861),
        0x6A => ByCodePage(737),
        0x6B or 0x88 => ByCodePage(857),
        0xC8 => ByCodePage(1250),
        0xC9 => ByCodePage(1251),
        0xCA => ByCodePage(1254),
        0xCB => ByCodePage(1253),
        0xCC => ByCodePage(1257),
        _ => null,
    };

    /// <summary>
    /// UTF-8 where the bytes are that, GB18030 where they are that; UTF-8 where they are neither, or where only a few bytes are damaged. A
    /// character cut off at the end does not count.
    /// </summary>
    internal static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        int valid = 0, invalid = 0;
        for (int at = 0; at < bytes.Length;)
        {
            if (bytes[at] < 0x80)
            {
                at++;
                continue;
            }
            bool isWhole = Rune.DecodeFromUtf8(bytes[at..], out _, out int length) == System.Buffers.OperationStatus.Done;
            if (isWhole) valid++;
            else if (at + 4 <= bytes.Length) invalid++;
            at += length;
        }
        return invalid > valid && IsChinese(bytes) ? Chinese : Utf8;
    }

    /// <summary>True where the bytes are valid UTF-8.</summary>
    internal static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    // A character that is cut off at the end takes up to four bytes.
    private static bool IsChinese(ReadOnlySpan<byte> bytes)
    {
        string text = Chinese.GetString(bytes);
        return !text.AsSpan(0, Math.Max(0, text.Length - 4)).Contains('\uFFFD');
    }

    private static Encoding? ByCodePage(int page)
    {
        try
        {
            return Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
