using System.Reflection;
using GeoServe.Core.Sources;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

/// <summary>What a cursor or an index may say better than by default, such as that it is prepared, must not be lost by one that stands before it.</summary>
public class DelegatingTests
{
    [Test]
    public void Every_member_of_a_cursor_is_passed_on()
    {
        IEnumerable<string> overridable = typeof(FeatureCursor).GetMethods().Where(method => method.IsVirtual && method.DeclaringType == typeof(FeatureCursor)).Select(method => method.Name);
        IEnumerable<string> passedOn = typeof(DelegatingCursor).GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public).Select(method => method.Name);

        Assert.That(passedOn, Is.SupersetOf(overridable));
    }

    [Test]
    public void Every_member_of_an_index_is_passed_on() =>
        Assert.That(typeof(DelegatingTileIndex).GetInterfaceMap(typeof(ITileIndex)).TargetMethods.Select(method => method.DeclaringType), Is.All.EqualTo(typeof(DelegatingTileIndex)));
}
