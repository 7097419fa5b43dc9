using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.GeoJson;

/// <summary>
/// The features of a GeoJSON file (RFC 7946), of one feature a line, or of a sequence with record separators (RFC 8142). The columns are the properties of all features, each of
/// the narrowest kind that holds its values. The key is the features' id where each has one of its own, else the number of the row, from 1, in a column <c>fid</c>. Number
/// keys give the order of the rows; else they come in the order of the file.
/// </summary>
public sealed class GeoJsonSource : FileSource
{
    private readonly GeoJsonOptions _options;

    private GeoJsonSource(string path, GeoJsonOptions options, TimeProvider? time) : base([path], time) => _options = options;

    /// <summary>A source of one file, which is touched by the first call.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="options">What it does not say of itself; null for nothing.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public static GeoJsonSource Open(string path, GeoJsonOptions? options = null, TimeProvider? time = null) => new(Path.GetFullPath(path), options ?? new GeoJsonOptions(), time);

    /// <inheritdoc/>
    private protected override FileTable OpenTable(RowFaultList faults, CancellationToken cancellationToken)
    {
        SafeFileHandle file = OpenHandle(Paths[0]);
        try
        {
            return new GeoJsonCatalogue(Paths[0], _options, faults).Open(file, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
