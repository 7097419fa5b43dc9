namespace GeoServe.SampleCity;

/// <summary>How far the growing of the city is.</summary>
/// <param name="Step">What is being made, such as "townships".</param>
/// <param name="Fraction">Of the whole work, 0 to 1; never goes back.</param>
/// <param name="Left">Estimated time to the end; null while too little is done to tell.</param>
public readonly record struct SampleProgress(string Step, double Fraction, TimeSpan? Left);
