using GeoServe.UnitTests.Architecture.Examples.Second;

// Types that use the later folder, each in another way, to see that the rule finds them.
namespace GeoServe.UnitTests.Architecture.Examples.First;

internal sealed class InAField
{
    public Later? Used = null;
}

internal static class InAMethodBody
{
    public static string Use() => new Later().ToString()!;
}

internal interface InASignature
{
    void Use(in Span<Later> used);
}

[LaterMark(typeof(string))]
internal sealed class InAnAttribute;

[EarlierMark(typeof(Later))]
internal sealed class InTheArgumentOfAnAttribute;

internal static class InAGenericArgument
{
    public static int Use() => Array.Empty<List<Later[]>>().Length;
}

internal interface InAConstraint
{
    void Use<T>() where T : Later;
}

internal static class InALambda
{
    public static Func<object, bool> Use() => thing => thing is Later;
}

internal static class InAnAsyncMethod
{
    public static async Task<object> UseAsync()
    {
        await Task.Yield();
        return new Later();
    }
}

internal static class InANestedType
{
    internal sealed class Inner
    {
        public Later? Used { get; init; }
    }
}

internal static class InACatch
{
    public static bool Use(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (LaterException)
        {
            return false;
        }
    }
}

internal sealed class AsBase : Later;

internal class Earlier;

[AttributeUsage(AttributeTargets.All)]
internal sealed class EarlierMarkAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
