using Mono.Cecil;

namespace GeoServe.UnitTests.Architecture;

/// <summary>
/// The rule that folders of an assembly stand in an order and a folder uses only itself and those before it. A
/// folder is the part of the namespace after the root; deeper namespaces and nested types belong to it. Types of
/// the root itself may be used by all and use no folder.
/// </summary>
/// <param name="rootNamespace">Such as <c>GeoServe.Core</c>.</param>
/// <param name="folders">All folders, each allowed to use those before it.</param>
internal sealed class FolderArrows(string rootNamespace, string[] folders)
{
    private const int Outside = -2;
    private const int Root = -1;

    /// <summary>What breaks the rule, as "A.B uses C.D", each pair once; a folder that has no place in the order too.</summary>
    public IReadOnlyList<string> Violations(ModuleDefinition module) =>
    [
        .. module.Types.SelectMany(Violations).Distinct().Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> Violations(TypeDefinition type)
    {
        int place = PlaceOf(type);
        return place switch
        {
            Outside => [],
            _ when place == folders.Length => [$"{type.FullName} is in a folder that has no place in the order"],
            _ => WithNested(type)
                .SelectMany(TypeUses.Of)
                .Where(used => PlaceOf(used) > place)
                .Select(used => $"{type.FullName} uses {Outermost(used).FullName}"),
        };
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private int PlaceOf(TypeReference type)
    {
        string space = Outermost(type).Namespace;
        if (space == rootNamespace)
        {
            return Root;
        }

        if (!space.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
        {
            return Outside;
        }

        string folder = space[(rootNamespace.Length + 1)..].Split('.')[0];
        return Array.IndexOf(folders, folder) is >= 0 and int place ? place : folders.Length;
    }

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;
}
