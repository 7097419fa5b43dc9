namespace GeoServe.Core.Geometries;

/// <summary>Takes fine whole numbers (grid steps) to coarser ones (units of a tile). Implemented by structs, so that it costs no call.</summary>
public interface IUnitScale
{
    /// <summary>The unit of a column.</summary>
    int X(int step);

    /// <summary>The unit of a row.</summary>
    int Y(int step);
}
