using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Files;

/// <summary>
/// One state of a file, opened: schema, rows, keys and the open handles. Immutable; safe for concurrent calls. It lives until the source and all its
/// readers have released it, so that a file that is replaced meanwhile is read to its end.
/// </summary>
internal abstract class FileTable(params IReadOnlyList<SafeFileHandle> files)
{
    private int _leases = 1;

    /// <summary>What the rows look like.</summary>
    public required FeatureSchema Schema { get; init; }

    /// <summary>The rows.</summary>
    public required IFileRows Rows { get; init; }

    /// <summary>The box around all geometries; empty where there are none.</summary>
    public required Box Extent { get; init; }

    /// <summary>Finds rows by key.</summary>
    public required RowKeys Keys { get; init; }

    /// <summary>True when the file was read through when it was opened: all faults are known, all rows can be read.</summary>
    public virtual bool IsChecked => true;

    /// <summary>Begins to read rows.</summary>
    public abstract RowDecoder Decode(RowPlan plan);

    /// <summary>Keeps the table open; false when it is closed already.</summary>
    public bool TryLease()
    {
        int leases = Volatile.Read(ref _leases);
        while (leases > 0)
        {
            int seen = Interlocked.CompareExchange(ref _leases, leases + 1, leases);
            if (seen == leases) return true;
            leases = seen;
        }
        return false;
    }

    /// <summary>Ends a lease; the last closes the files.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) > 0) return;
        foreach (SafeFileHandle file in files) file.Dispose();
    }
}
