using System.Text;

namespace GeoServe.Sources.Csv;

/// <summary>What is asked of a record's bytes.</summary>
internal static class CsvBytes
{
    /// <summary>True where U+FFFD itself stands in the text, left there by another program: it is no damage of this reading.</summary>
    public static bool ContainsReplacement(this ReadOnlySpan<byte> bytes, Encoding encoding) => bytes.IndexOf(encoding.GetBytes("\uFFFD")) >= 0;
}
