namespace GeoServe.Server.Configuration;

/// <summary>A change of the configuration that is not served, because it is faulty.</summary>
/// <param name="At">When it was refused.</param>
/// <param name="Faults">What is wrong, with file and line.</param>
internal sealed record RefusedChange(DateTimeOffset At, IReadOnlyList<ConfigFault> Faults);
