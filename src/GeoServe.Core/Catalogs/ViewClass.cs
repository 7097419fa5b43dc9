namespace GeoServe.Core.Catalogs;

/// <summary>A group of callers who see the same (design, section 5). Part of each tile's key.</summary>
/// <param name="Id">Its name in keys.</param>
public sealed record ViewClass(string Id)
{
    /// <summary>Everybody.</summary>
    public static ViewClass Public { get; } = new("public");
}
