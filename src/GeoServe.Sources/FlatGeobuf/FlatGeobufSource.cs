using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>
/// The features of a FlatGeobuf of version 3. A file with an index is opened at once whatever its size, and box queries go through that index; one without is read through when
/// it is opened. The number of the row, from 1, is a column <c>fid</c> and the key, where no other column is.
/// </summary>
public sealed class FlatGeobufSource : FileSource
{
    private readonly FlatGeobufOptions _options;

    private FlatGeobufSource(string path, FlatGeobufOptions options, TimeProvider? time) : base([path], time) => _options = options;

    /// <summary>A source of one file, which is touched by the first call.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="options">What it does not say of itself; null for nothing.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public static FlatGeobufSource Open(string path, FlatGeobufOptions? options = null, TimeProvider? time = null) => new(Path.GetFullPath(path), options ?? new FlatGeobufOptions(), time);

    /// <inheritdoc/>
    private protected override FileTable OpenTable(RowFaultList faults, CancellationToken cancellationToken)
    {
        SafeFileHandle file = OpenHandle(Paths[0]);
        try
        {
            return new FlatGeobufCatalogue(Paths[0], _options, faults).Open(file, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
