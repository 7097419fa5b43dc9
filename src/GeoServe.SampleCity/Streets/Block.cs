namespace GeoServe.SampleCity.Streets;

/// <summary>A block between four streets, counter-clockwise from its first corner.</summary>
/// <param name="A">Node.</param> <param name="B">Node.</param> <param name="C">Node.</param> <param name="D">Node.</param>
/// <param name="Urban">How urban its middle is.</param> <param name="Township">Index of the township whose town it is in.</param>
internal readonly record struct Block(int A, int B, int C, int D, float Urban, int Township);
