using GeoServe.UnitTests.Architecture.Examples.First;

namespace GeoServe.UnitTests.Architecture.Examples.Second;

internal class Later
{
    public static Earlier Allowed() => new();
}

internal sealed class LaterException : Exception;

[AttributeUsage(AttributeTargets.All)]
internal sealed class LaterMarkAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
