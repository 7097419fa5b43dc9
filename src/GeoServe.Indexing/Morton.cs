namespace GeoServe.Indexing;

/// <summary>Z-order of square cells: a cell's key begins with that of the larger cell around it, so a square of them is one run of keys.</summary>
internal static class Morton
{
    /// <summary>Interleaves the bits of two numbers, x in the even places.</summary>
    public static ulong KeyOf(uint x, uint y) => Spread(x) | (Spread(y) << 1);

    /// <summary>The x of a key.</summary>
    public static uint XOf(ulong key) => Gather(key);

    /// <summary>The y of a key.</summary>
    public static uint YOf(ulong key) => Gather(key >> 1);

    private static ulong Spread(ulong number)
    {
        number = (number | (number << 16)) & 0x0000_FFFF_0000_FFFF;
        number = (number | (number << 8)) & 0x00FF_00FF_00FF_00FF;
        number = (number | (number << 4)) & 0x0F0F_0F0F_0F0F_0F0F;
        number = (number | (number << 2)) & 0x3333_3333_3333_3333;
        return (number | (number << 1)) & 0x5555_5555_5555_5555;
    }

    private static uint Gather(ulong key)
    {
        key &= 0x5555_5555_5555_5555;
        key = (key | (key >> 1)) & 0x3333_3333_3333_3333;
        key = (key | (key >> 2)) & 0x0F0F_0F0F_0F0F_0F0F;
        key = (key | (key >> 4)) & 0x00FF_00FF_00FF_00FF;
        key = (key | (key >> 8)) & 0x0000_FFFF_0000_FFFF;
        return (uint)(key | (key >> 16));
    }
}
