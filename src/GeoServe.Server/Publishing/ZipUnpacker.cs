using System.IO.Compression;
using GeoServe.Sources.Files;

namespace GeoServe.Server.Publishing;

/// <summary>
/// Unpacks the files of layers from a zip archive. What the archive says of sizes is not believed: bytes are counted as they come. Names never lead
/// out of the folder.
/// </summary>
internal static class ZipUnpacker
{
    /// <summary>Most entries: a Shapefile has some ten.</summary>
    public const int MostEntries = 1_000;

    /// <summary>Most bytes of all files together.</summary>
    public const long MostBytes = 16L << 30;

    /// <summary>From this size on a file must not have been packed more tightly than <see cref="MostRatio"/>.</summary>
    public const long LeastSuspectBytes = 32L << 20;

    /// <summary>Data of maps pack 3 to 30 times; a bomb of zeros 1,000 times.</summary>
    public const int MostRatio = 150;

    /// <summary>Unpacks into a folder that is there and empty.</summary>
    /// <exception cref="PublishException">It is no archive, damaged, or one that is not to be unpacked.</exception>
    public static void Unpack(string archive, string folder, CancellationToken cancellationToken)
    {
        try
        {
            // Windows writes names in the code page of the system, which is Chinese here.
            using var zip = new ZipArchive(File.OpenRead(archive), ZipArchiveMode.Read, leaveOpen: false, TextEncodings.Chinese);
            if (zip.Entries.Count > MostEntries) throw new PublishException($"the archive has {zip.Entries.Count} entries; at most {MostEntries} are unpacked. Pack the layer's files alone.");
            long left = MostBytes;
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.FullName.EndsWith('/')) continue;
                string name = SafeName(entry.FullName);
                if (!LayerFinder.IsPartOfALayer(name) || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)) continue;
                string path = Path.Combine(folder, name);
                if (File.Exists(path)) throw new PublishException($"the archive has two files called '{name}'; leave one of them out.");
                left -= Copy(entry, path, left, cancellationToken);
            }
        }
        catch (InvalidDataException broken)
        {
            throw new PublishException($"the archive cannot be read, it is cut off or damaged ({broken.Message.TrimEnd('.')}); pack or copy it again.");
        }
        catch (EndOfStreamException)
        {
            throw new PublishException("the archive is cut off: it ends in the middle of a file; copy it again.");
        }
    }

    // Only the last part of the name counts: folders inside the archive mean nothing to a layer.
    private static string SafeName(string fullName)
    {
        string[] parts = fullName.Split('/', '\\');
        if (parts.Contains("..") || fullName.StartsWith('/') || fullName.StartsWith('\\') || fullName.Contains(':', StringComparison.Ordinal) || fullName.Contains('\0', StringComparison.Ordinal))
        {
            throw new PublishException($"the archive has an entry '{fullName}', which leads out of its folder; such an archive is not unpacked.");
        }
        return parts[^1];
    }

    private static long Copy(ZipArchiveEntry entry, string path, long left, CancellationToken cancellationToken)
    {
        long packed = Math.Max(1, entry.CompressedLength), bytes = 0;
        using Stream from = entry.Open();
        using FileStream to = File.Create(path);
        byte[] buffer = new byte[1 << 16];
        for (int read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes += read;
            if (bytes > left) throw new PublishException($"the archive unpacks to more than {MostBytes >> 30} GiB; publish its files one by one.");
            if (bytes > LeastSuspectBytes && bytes / packed > MostRatio) throw new PublishException($"'{entry.Name}' unpacks to more than {MostRatio} times its size, as no data of maps do: this looks like a zip bomb. Unpack it yourself and publish the file if it is right.");
            to.Write(buffer, 0, read);
        }
        if (bytes != entry.Length) throw new PublishException($"'{entry.Name}' in the archive has {bytes} bytes where {entry.Length} are promised: it is cut off or damaged; pack it again.");
        return bytes;
    }
}
