using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Csv;

/// <summary>
/// The rows of a CSV file (RFC 4180): points of two columns, geometries of a column of well-known text, or a table without geometry. Each column is of the narrowest kind that
/// holds its values: integer, real, boolean, date, instant (UTC where it names no zone), else text; numbers with leading zeros are text. The number of the row, from 1, is a
/// column <c>fid</c> and the key, where no other column is.
/// </summary>
public sealed class CsvSource : FileSource
{
    private readonly CsvOptions _options;

    private CsvSource(string path, CsvOptions options, TimeProvider? time) : base([path], time) => _options = options;

    /// <summary>A source of one file, which is touched by the first call.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="options">What it does not say of itself; null for nothing.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public static CsvSource Open(string path, CsvOptions? options = null, TimeProvider? time = null) => new(Path.GetFullPath(path), options ?? new CsvOptions(), time);

    /// <inheritdoc/>
    private protected override FileTable OpenTable(RowFaultList faults, CancellationToken cancellationToken)
    {
        SafeFileHandle file = OpenHandle(Paths[0]);
        try
        {
            return new CsvCatalogue(Paths[0], _options, faults).Open(file, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
