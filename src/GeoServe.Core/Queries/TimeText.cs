using System.Globalization;

namespace GeoServe.Core.Queries;

/// <summary>Days and instants as RFC 3339 writes them.</summary>
internal static class TimeText
{
    private static readonly string[] InstantForms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <summary>A day such as 2024-05-01; null where the text is none.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>An instant such as 2024-05-01T08:00:00Z, with fractions of a second, or none; with an offset, or else in UTC; null where the text is none.</summary>
    public static DateTimeOffset? Instant(string text) => DateTimeOffset.TryParseExact(
        text.ToUpperInvariant(), InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant)
        ? instant
        : null;
}
