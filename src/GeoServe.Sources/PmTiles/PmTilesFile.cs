using System.Collections.Immutable;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.TileArchives;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.PmTiles;

/// <summary>One opened archive: header, root directory and metadata are read at once, leaves when they are needed. A tile allocates its body and nothing else.</summary>
internal sealed class PmTilesFile : IArchiveFile
{
    /// <summary>Of one directory or the metadata, unpacked: a directory of half a million entries.</summary>
    private const int MostUnpackedBytes = 16 << 20;

    // The reference readers go no deeper; a directory that leads to itself ends here.
    private const int MostDepth = 4;
    private const long MostLeafBytes = 32 << 20;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _length;
    private readonly DateTime _written;
    private readonly PmTilesLeaves _leaves = new(MostLeafBytes);
    private readonly PmTilesHeader _header;
    private readonly PmTilesDirectory _root;

    private PmTilesFile(SafeFileHandle file, string path)
    {
        (_file, _path) = (file, path);
        _length = RandomAccess.GetLength(file);
        _written = File.GetLastWriteTimeUtc(file);
        Span<byte> first = stackalloc byte[PmTilesHeader.Bytes];
        int read = RandomAccess.Read(file, first, 0);
        _header = PmTilesHeader.Read(first[..read], _length);
        _root = ReadDirectory(_header.Root);
        Description = Describe();
    }

    /// <inheritdoc/>
    public TileArchive Description { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="SourceFaultException">It is no archive of version 3, or is damaged.</exception>
    public static PmTilesFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            return new PmTilesFile(file, path);
        }
        catch (SourceFaultException broken)
        {
            file.Dispose();
            throw new SourceFaultException($"PMTiles archive '{path}' cannot be read: {broken.Message}", broken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Tile? Read(TileCoordinate tile)
    {
        if (tile.Z < _header.MinZoom || tile.Z > _header.MaxZoom) return null;
        try
        {
            if (Find(PmTilesId.Of(tile)) is not { } entry || entry.Length == 0) return null;
            if (_header.Tiles.Part(entry.Offset, entry.Length) is not { } place) throw new SourceFaultException("its bytes would lie behind the end of the tile data.");
            if (place.Length > TileBody.MostBytes) throw new SourceFaultException($"it has {place.Length} bytes; {TileBody.MostBytes} are the most.");
            byte[] body = ReadBytes(place);
            return new Tile(body, _header.Format, _header.TileEncoding);
        }
        catch (SourceFaultException broken)
        {
            throw new SourceFaultException($"Tile {tile.Z}/{tile.X}/{tile.Y} of PMTiles archive '{_path}' cannot be read: {broken.Message}", broken);
        }
        catch (ObjectDisposedException closed)
        {
            throw new SourceUnavailableException($"PMTiles archive '{_path}' was replaced; its tiles come in a moment.", closed);
        }
        catch (IOException away)
        {
            throw new SourceUnavailableException($"PMTiles archive '{_path}' cannot be read: {away.Message}", away);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The entry with the bytes of a tile; null where the archive has none.</summary>
    internal PmTilesEntry? Find(ulong id)
    {
        PmTilesDirectory directory = _root;
        for (int depth = 0; depth < MostDepth; depth++)
        {
            if (directory.Find(id) is not { } entry) return null;
            if (!entry.IsLeaf) return entry;
            if (_header.Leaves.Part(entry.Offset, entry.Length) is not { Length: > 0 } place) throw new SourceFaultException("a leaf directory would lie outside of its section.");
            directory = _leaves.Find(place.Offset) ?? ReadLeaf(place);
        }
        throw new SourceFaultException($"directories lead from one to the next more than {MostDepth} times.");
    }

    private PmTilesDirectory ReadLeaf(PmTilesSection place)
    {
        PmTilesDirectory leaf = ReadDirectory(place);
        _leaves.Keep(place.Offset, leaf);
        return leaf;
    }

    private PmTilesDirectory ReadDirectory(PmTilesSection place) => PmTilesDirectory.Read(ReadUnpacked(place, "a directory").Span);

    private ReadOnlyMemory<byte> ReadUnpacked(PmTilesSection place, string what)
    {
        if (place.Length > MostUnpackedBytes) throw new SourceFaultException($"{what} has {place.Length} bytes; {MostUnpackedBytes} are the most.");
        return TileBody.Unpack(ReadBytes(place), _header.Internal, MostUnpackedBytes);
    }

    private byte[] ReadBytes(PmTilesSection place)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)place.Length);
        for (int done = 0; done < bytes.Length;)
        {
            int read = RandomAccess.Read(_file, bytes.AsSpan(done), place.Offset + done);
            if (read == 0) throw new SourceUnavailableException($"PMTiles archive '{_path}' became shorter while it was read.");
            done += read;
        }
        // What was written into the same file since it was opened is another state.
        if (RandomAccess.GetLength(_file) != _length || File.GetLastWriteTimeUtc(_file) != _written) throw new SourceUnavailableException($"PMTiles archive '{_path}' is being written; its tiles come in a moment.");
        return bytes;
    }

    private TileArchive Describe()
    {
        ReadOnlyMemory<byte> json = _header.Metadata.Length == 0 ? default : ReadUnpacked(_header.Metadata, "its metadata");
        ImmutableArray<TileArchiveLayer> layers = ArchiveMetadata.Read(json, _header.MinZoom, _header.MaxZoom, out string attribution);
        Box bounds = _header.Bounds.Intersection(Box.WholeEarth);
        bool isVector = _header.Format == TileFormat.Mvt;
        return new TileArchive(_header.Format, _header.MinZoom, _header.MaxZoom, bounds.IsEmpty || bounds.Width <= 0 ? Box.WholeEarth : bounds, isVector ? layers : [], attribution)
        {
            TilePixels = isVector ? 0 : WidthOfFirst(),
        };
    }

    private int WidthOfFirst()
    {
        PmTilesDirectory directory = _root;
        for (int depth = 0; depth < MostDepth && directory.Count > 0; depth++)
        {
            PmTilesEntry first = directory.Entries[0];
            if (!first.IsLeaf) return _header.Tiles.Part(first.Offset, first.Length) is { Length: > 0 and <= TileBody.MostBytes } place ? PictureHeader.WidthOf(ReadBytes(place)) : 0;
            if (_header.Leaves.Part(first.Offset, first.Length) is not { Length: > 0 } leaf) return 0;
            directory = ReadLeaf(leaf);
        }
        return 0;
    }
}
