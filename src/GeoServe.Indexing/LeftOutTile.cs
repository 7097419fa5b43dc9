using System.Runtime.InteropServices;

namespace GeoServe.Indexing;

/// <summary>A tile from which features were left out.</summary>
/// <param name="Key">Row in the upper half, column in the lower one.</param>
/// <param name="Count">How many.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct LeftOutTile(ulong Key, ulong Count)
{
    public static ulong KeyOf(int x, int y) => ((ulong)(uint)y << 32) | (uint)x;
}
