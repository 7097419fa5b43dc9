namespace GeoServe.Core.Catalogs;

/// <summary>Something of the configuration that was left out.</summary>
/// <param name="Subject">What was left out, such as "map population".</param>
/// <param name="Reason">What is wrong, where, and what to write instead.</param>
public sealed record CatalogFault(string Subject, string Reason);
