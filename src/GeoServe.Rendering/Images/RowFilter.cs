namespace GeoServe.Rendering.Images;

/// <summary>Filters the rows of a PNG, each by the one of Sub, Up and Average that leaves the smallest numbers (ISO/IEC 15948, 9.2 and 12.8).</summary>
internal static class RowFilter
{
    /// <summary>Filters in place, from the last row up, since each is told by the one above it as it was.</summary>
    /// <param name="rows">Rows, each a byte for the filter, 0, and its bytes.</param> <param name="rowBytes">Bytes of a row without the first.</param> <param name="pixelBytes">Bytes of a pixel.</param>
    public static void Apply(Span<byte> rows, int rowBytes, int pixelBytes)
    {
        byte[] nothing = new byte[rowBytes], sub = new byte[rowBytes], up = new byte[rowBytes], average = new byte[rowBytes];
        for (int start = rows.Length - rowBytes - 1; start >= 0; start -= rowBytes + 1)
        {
            Span<byte> row = rows.Slice(start + 1, rowBytes);
            ReadOnlySpan<byte> above = start == 0 ? nothing : rows.Slice(start - rowBytes, rowBytes);
            int subSize = 0, upSize = 0, averageSize = 0;
            for (int i = 0; i < rowBytes; i++)
            {
                int left = i < pixelBytes ? 0 : row[i - pixelBytes];
                subSize += Size(sub[i] = (byte)(row[i] - left));
                upSize += Size(up[i] = (byte)(row[i] - above[i]));
                averageSize += Size(average[i] = (byte)(row[i] - ((left + above[i]) >> 1)));
            }
            int least = Math.Min(subSize, Math.Min(upSize, averageSize));
            rows[start] = (byte)(least == subSize ? 1 : least == upSize ? 2 : 3);
            (least == subSize ? sub : least == upSize ? up : average).CopyTo(row);
        }
    }

    private static int Size(byte difference) => Math.Abs((int)(sbyte)difference);
}
