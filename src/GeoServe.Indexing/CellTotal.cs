using System.Runtime.InteropServices;

namespace GeoServe.Indexing;

/// <summary>What one cell of the pyramid holds.</summary>
/// <param name="X">Column of the grid in the middle of its points.</param>
/// <param name="Y">Row in the middle of its points.</param>
/// <param name="Count">How many points.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CellTotal(int X, int Y, uint Count);
