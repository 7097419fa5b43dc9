namespace GeoServe.Core.Sources;

/// <summary>What is wrong with one row of a source.</summary>
/// <param name="Row">Which: <c>row 17</c>, where sources without a key count from 1, or <c>row BJ-01</c> by its key.</param>
/// <param name="Reason">What is wrong, such as <c>a ring has 2 positions</c>.</param>
/// <param name="IsServed">True where the row is served all the same, without what could not be read.</param>
public readonly record struct RowFault(string Row, string Reason, bool IsServed = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Row}: {Reason}";
}
