using Mono.Cecil;
using Mono.Cecil.Cil;

namespace GeoServe.UnitTests.Architecture;

/// <summary>
/// Finds every type that a compiled type uses: its bases, fields, signatures, attributes and generic arguments, and
/// what its method bodies call, make and compare. Values of constants are copied by the compiler and leave no trace.
/// </summary>
internal static class TypeUses
{
    /// <summary>The types that <paramref name="type"/> uses itself, nested types apart; generic ones taken apart, doubles and all.</summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Written(type).SelectMany(Parts);

    private static IEnumerable<TypeReference?> Written(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Interfaces.SelectMany(implemented => Attributes(implemented)),
        .. Attributes(type),
        .. Constraints(type),
        .. type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)),
        .. type.Properties.SelectMany(property => Attributes(property).Append(property.PropertyType)),
        .. type.Events.SelectMany(@event => Attributes(@event).Append(@event.EventType)),
        .. type.Methods.SelectMany(Method),
    ];

    private static IEnumerable<TypeReference?> Method(MethodDefinition method) =>
    [
        .. Signature(method),
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. method.Parameters.SelectMany(Attributes),
        .. Constraints(method),
        .. method.Overrides.SelectMany(Member),
        .. method.HasBody ? Body(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> Body(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            MemberReference member => Member(member),
            CallSite call => Signature(call),
            _ => Enumerable.Empty<TypeReference?>(),
        }),
    ];

    private static IEnumerable<TypeReference?> Member(MemberReference member) =>
    [
        member.DeclaringType,
        .. member switch
        {
            GenericInstanceMethod method => [.. method.GenericArguments, .. Member(method.ElementMethod)],
            MethodReference method => Signature(method),
            FieldReference field => [field.FieldType],
            _ => Enumerable.Empty<TypeReference?>(),
        },
    ];

    private static IEnumerable<TypeReference?> Signature(IMethodSignature method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType);

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter =>
            parameter.Constraints.Select(constraint => constraint.ConstraintType).Concat(Attributes(parameter)));

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute =>
            Member(attribute.Constructor)
                .Concat(attribute.ConstructorArguments.SelectMany(Argument))
                .Concat(attribute.Fields.Concat(attribute.Properties).SelectMany(named => Argument(named.Argument))));

    private static IEnumerable<TypeReference?> Argument(CustomAttributeArgument argument) =>
    [
        argument.Type,
        .. argument.Value switch
        {
            TypeReference type => [type],
            CustomAttributeArgument boxed => Argument(boxed),
            CustomAttributeArgument[] list => list.SelectMany(Argument),
            _ => Enumerable.Empty<TypeReference?>(),
        },
    ];

    // List<Tile[]> is List<>, Tile; modifiers, pointers and references lead to what they are made of.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        FunctionPointerType pointer => Signature(pointer).SelectMany(Parts),
        IModifierType modifier => Parts(modifier.ElementType).Concat(Parts(modifier.ModifierType)),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
