using Microsoft.Extensions.Logging;

namespace GeoServe.Rendering;

/// <summary>What this assembly logs: ids 5000 to 5099.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "No font has {Count} characters of labels, shown as gaps: {Characters}. Install a font that has them.")]
    public static partial void CharactersMissing(ILogger logger, int count, string characters);

    [LoggerMessage(5002, LogLevel.Warning, "The font file {File} cannot be read; it is left out")]
    public static partial void FontUnreadable(ILogger logger, string file);

    [LoggerMessage(5003, LogLevel.Debug, "Of {Candidates} labels of a block {Undecided} stayed undecided and were left out")]
    public static partial void LabelsUndecided(ILogger logger, int candidates, int undecided);
}
