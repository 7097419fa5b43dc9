using NUnit.Framework;

namespace GeoServe.TestKit;

/// <summary>The clause of a standard that a test holds us to.</summary>
/// <param name="document">Such as "OGC 07-057r7".</param>
/// <param name="clause">Such as "Table 23".</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class SpecAttribute(string document, string clause) : PropertyAttribute($"{document}, {clause}")
{
    public string Document { get; } = document;

    public string Clause { get; } = clause;
}
