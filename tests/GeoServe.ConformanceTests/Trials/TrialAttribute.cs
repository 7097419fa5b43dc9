using NUnit.Framework;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>The number of a trial: a case drawn from public bug reports, with its expected values, in the table of the shared folder's <c>trials</c>.</summary>
/// <param name="id">Such as "T013".</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class TrialAttribute(string id) : CategoryAttribute(id)
{
    public string Id { get; } = id;
}
