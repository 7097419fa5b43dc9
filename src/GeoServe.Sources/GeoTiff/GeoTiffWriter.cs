using System.Buffers.Binary;
using System.IO.Compression;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Writes numbers as a GeoTIFF (OGC 19-008r4): 32-bit floating point in deflated tiles of 256 pixels, with overviews of half the size down to one tile, each the mean of four.</summary>
public static class GeoTiffWriter
{
    private const int TilePixels = 256;
    private const int EntryBytes = 12;

    /// <summary>Writes a file. It is written beside its place and moved there when it is whole.</summary>
    /// <param name="path">The file.</param> <param name="width">Pixels across.</param> <param name="height">Pixels down.</param>
    /// <param name="transform">Where they lie; upright, rows running south.</param> <param name="crs">In which CRS, of EPSG.</param>
    /// <param name="values">Row by row; NaN where there is none.</param>
    /// <exception cref="ArgumentException">The raster is turned, or the CRS has no EPSG number.</exception>
    public static void Write(string path, int width, int height, PixelTransform transform, Crs crs, float[] values)
    {
        if (!transform.IsUpright || transform.RowY >= 0) throw new ArgumentException("The raster is turned.", nameof(transform));
        if (crs.Epsg == 0) throw new ArgumentException($"CRS {crs.Name} has no EPSG number.", nameof(crs));
        string partial = path + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (FileStream file = File.Create(partial)) Write(file, new Page(width, height, values), transform, crs);
        File.Move(partial, path, overwrite: true);
    }

    private static void Write(FileStream file, Page page, PixelTransform transform, Crs crs)
    {
        file.Write("II*\0\0\0\0\0"u8);
        long link = 4;      // where the place of the next directory is written
        for (bool isFirst = true; ; isFirst = false)
        {
            (uint[] offsets, uint[] bytes) = WriteTiles(file, page);
            if (file.Position % 2 == 1) file.WriteByte(0);
            WriteNumber(file, link, (uint)file.Position);
            link = WriteDirectory(file, page, offsets, bytes, isFirst ? (transform, crs) : null);
            if (page.Width <= TilePixels && page.Height <= TilePixels) return;
            page = page.Half();
        }
    }

    private static (uint[] Offsets, uint[] Bytes) WriteTiles(FileStream file, Page page)
    {
        int across = (page.Width + TilePixels - 1) / TilePixels, down = (page.Height + TilePixels - 1) / TilePixels;
        uint[] offsets = new uint[across * down], bytes = new uint[across * down];
        byte[] tile = new byte[TilePixels * TilePixels * sizeof(float)];
        for (int i = 0; i < offsets.Length; i++)
        {
            for (int y = 0; y < TilePixels; y++) page.WriteRow(i % across * TilePixels, (i / across * TilePixels) + y, tile.AsSpan(y * TilePixels * sizeof(float), TilePixels * sizeof(float)));
            offsets[i] = (uint)file.Position;
            using (var deflate = new ZLibStream(file, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(tile);
            bytes[i] = (uint)(file.Position - offsets[i]);
        }
        return (offsets, bytes);
    }

    // Gives where the place of the next directory is to be written.
    private static long WriteDirectory(FileStream file, Page page, uint[] offsets, uint[] bytes, (PixelTransform Transform, Crs Crs)? placed)
    {
        var fields = new SortedDictionary<ushort, (ushort Type, byte[] Values)>
        {
            [TiffTag.NewSubfileType] = Longs(placed is null ? 1u : 0),
            [TiffTag.ImageWidth] = Longs((uint)page.Width),
            [TiffTag.ImageLength] = Longs((uint)page.Height),
            [TiffTag.BitsPerSample] = Shorts(32),
            [TiffTag.Compression] = Shorts((ushort)TiffCompression.Deflate),
            [TiffTag.PhotometricInterpretation] = Shorts(1),
            [TiffTag.SamplesPerPixel] = Shorts(1),
            [TiffTag.Predictor] = Shorts(3),
            [TiffTag.TileWidth] = Longs(TilePixels),
            [TiffTag.TileLength] = Longs(TilePixels),
            [TiffTag.TileOffsets] = Longs(offsets),
            [TiffTag.TileByteCounts] = Longs(bytes),
            [TiffTag.SampleFormat] = Shorts(3),
            [TiffTag.GdalNoData] = (2, [.. "nan\0"u8]),
        };
        if (placed is var (transform, crs))
        {
            fields[TiffTag.ModelPixelScale] = Doubles(transform.ColumnX, -transform.RowY, 0);
            fields[TiffTag.ModelTiepoint] = Doubles(0, 0, 0, transform.OriginX, transform.OriginY, 0);
            // GTModelType, GTRasterType (area), and the CRS by its number.
            fields[TiffTag.GeoKeyDirectory] = Shorts(1, 1, 1, 3, 1024, 0, 1, (ushort)(crs.IsGeographic ? 2 : 1), 1025, 0, 1, 1, (ushort)(crs.IsGeographic ? 2048 : 3072), 0, 1, (ushort)crs.Epsg);
        }
        long start = file.Position, values = start + 2 + (fields.Count * EntryBytes) + 4;
        byte[] directory = new byte[values - start];
        BinaryPrimitives.WriteUInt16LittleEndian(directory, (ushort)fields.Count);
        int at = 2;
        file.Position = values;
        foreach ((ushort tag, (ushort type, byte[] field)) in fields)
        {
            Span<byte> entry = directory.AsSpan(at, EntryBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], field.Length / TiffEntry.BytesOf(type));
            if (field.Length <= 4) field.CopyTo(entry[8..]);
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], (uint)file.Position);
                file.Write(field);
                if (field.Length % 2 == 1) file.WriteByte(0);
            }
            at += EntryBytes;
        }
        long end = file.Position;
        file.Position = start;
        file.Write(directory);
        file.Position = end;
        return values - 4;
    }

    private static void WriteNumber(FileStream file, long at, uint number)
    {
        long here = file.Position;
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        file.Position = at;
        file.Write(bytes);
        file.Position = here;
    }

    private static (ushort, byte[]) Shorts(params ReadOnlySpan<ushort> numbers)
    {
        byte[] bytes = new byte[numbers.Length * 2];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), numbers[i]);
        return (3, bytes);
    }

    private static (ushort, byte[]) Longs(params ReadOnlySpan<uint> numbers)
    {
        byte[] bytes = new byte[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), numbers[i]);
        return (4, bytes);
    }

    private static (ushort, byte[]) Doubles(params ReadOnlySpan<double> numbers)
    {
        byte[] bytes = new byte[numbers.Length * 8];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        return (12, bytes);
    }

    private sealed record Page(int Width, int Height, float[] Values)
    {
        public Page Half()
        {
            int width = (Width + 1) / 2, height = (Height + 1) / 2;
            var values = new float[width * height];
            for (int i = 0; i < values.Length; i++)
            {
                int x = i % width * 2, y = i / width * 2, count = 0;
                double sum = 0;
                for (int part = 0; part < 4; part++)
                {
                    int column = x + (part % 2), row = y + (part / 2);
                    if (column >= Width || row >= Height || float.IsNaN(Values[(row * Width) + column])) continue;
                    sum += Values[(row * Width) + column];
                    count++;
                }
                values[i] = count == 0 ? float.NaN : (float)(sum / count);
            }
            return new(width, height, values);
        }

        // A row of a tile, the bytes of its numbers parted and turned into differences (Adobe's technical note 3). Beyond the picture its rim goes on, which packs best.
        public void WriteRow(int x, int y, Span<byte> row)
        {
            int from = Math.Min(y, Height - 1) * Width;
            for (int i = 0; i < TilePixels; i++)
            {
                uint bits = BitConverter.SingleToUInt32Bits(Values[from + Math.Min(x + i, Width - 1)]);
                (row[i], row[TilePixels + i], row[(2 * TilePixels) + i], row[(3 * TilePixels) + i]) = ((byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits);
            }
            for (int i = row.Length - 1; i > 0; i--) row[i] -= row[i - 1];
        }
    }
}
