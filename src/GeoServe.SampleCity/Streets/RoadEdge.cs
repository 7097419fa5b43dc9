namespace GeoServe.SampleCity.Streets;

/// <summary>A road between two nodes.</summary>
/// <param name="From">Node.</param> <param name="To">Node.</param> <param name="Class">How important.</param>
/// <param name="Name">In Chinese.</param> <param name="Inner">Positions between the ends: x, y, ...</param>
/// <param name="InGrid">True for a side of a block; others may run across blocks.</param>
internal readonly record struct RoadEdge(int From, int To, RoadClass Class, string Name, float[] Inner, bool InGrid = false);
