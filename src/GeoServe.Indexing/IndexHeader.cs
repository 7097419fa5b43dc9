using System.Buffers.Binary;
using System.IO.Hashing;

namespace GeoServe.Indexing;

/// <summary>The first page of an index file: written last, so that a file without it is a torn one.</summary>
/// <param name="FileBytes">Length of the file.</param>
/// <param name="FooterOffset">Where the footer begins.</param>
/// <param name="FooterBytes">Its length; it ends the file.</param>
/// <param name="FooterHash">Its hash.</param>
internal readonly record struct IndexHeader(long FileBytes, long FooterOffset, int FooterBytes, ulong FooterHash)
{
    private const int Used = 48;

    public static IndexHeader Of(long footerOffset, byte[] footer) =>
        new(footerOffset + footer.Length, footerOffset, footer.Length, XxHash3.HashToUInt64(footer));

    /// <exception cref="IndexDamagedException">It is not there or wrong.</exception>
    public static IndexHeader Read(Stream stream, string path)
    {
        Span<byte> page = stackalloc byte[Used];
        if (stream.ReadAtLeast(page, Used, throwOnEndOfStream: false) < Used || !page.StartsWith(IndexFormat.Magic)) throw new IndexDamagedException($"{path} is no tile index.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(page[8..]);
        if (version != IndexFormat.Version) throw new IndexDamagedException($"{path} is of version {version}, not {IndexFormat.Version}.");
        var header = new IndexHeader(
            BinaryPrimitives.ReadInt64LittleEndian(page[16..]), BinaryPrimitives.ReadInt64LittleEndian(page[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(page[12..]), BinaryPrimitives.ReadUInt64LittleEndian(page[32..]));
        if (BinaryPrimitives.ReadUInt64LittleEndian(page[40..]) != XxHash3.HashToUInt64(page[..40])) throw new IndexDamagedException($"The header of {path} is damaged.");
        if (header.FileBytes != stream.Length) throw new IndexDamagedException($"{path} is torn: {stream.Length} bytes instead of {header.FileBytes}.");
        return header;
    }

    /// <exception cref="IndexDamagedException">It is damaged.</exception>
    public IndexFooter ReadFooter(Stream stream, string path)
    {
        var bytes = new byte[FooterBytes];
        stream.Position = FooterOffset;
        stream.ReadExactly(bytes);
        if (XxHash3.HashToUInt64(bytes) != FooterHash) throw new IndexDamagedException($"The footer of {path} is damaged.");
        return IndexFooter.Read(bytes);
    }

    public void Write(Stream stream)
    {
        Span<byte> page = stackalloc byte[Used];
        IndexFormat.Magic.CopyTo(page);
        BinaryPrimitives.WriteUInt32LittleEndian(page[8..], IndexFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(page[12..], FooterBytes);
        BinaryPrimitives.WriteInt64LittleEndian(page[16..], FileBytes);
        BinaryPrimitives.WriteInt64LittleEndian(page[24..], FooterOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(page[32..], FooterHash);
        BinaryPrimitives.WriteUInt64LittleEndian(page[40..], XxHash3.HashToUInt64(page[..40]));
        stream.Position = 0;
        stream.Write(page);
    }
}
