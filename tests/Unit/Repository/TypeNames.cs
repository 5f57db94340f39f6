using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Timeline.Tests.Unit.Repository;

/// <summary>The names of all types that a signature is made of; generic arguments count like the type itself.</summary>
internal sealed class TypeNames(MetadataReader reader) : ISignatureTypeProvider<string[], object?>
{
    public string Of(TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.IsNested
            ? $"{Of(type.GetDeclaringType())}+{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public string Of(TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Of((TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public string[] OfAny(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [Of((TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [Of((TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification =>
            reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        _ => [],
    };

    public string[] GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte rawTypeKind) => [Of(handle)];

    public string[] GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte rawTypeKind) => [Of(handle)];

    public string[] GetTypeFromSpecification(
        MetadataReader _, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => OfAny(handle);

    public string[] GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public string[] GetGenericMethodParameter(object? genericContext, int index) => [];

    public string[] GetGenericTypeParameter(object? genericContext, int index) => [];

    public string[] GetArrayType(string[] elementType, ArrayShape shape) => elementType;

    public string[] GetSZArrayType(string[] elementType) => elementType;

    public string[] GetByReferenceType(string[] elementType) => elementType;

    public string[] GetPointerType(string[] elementType) => elementType;

    public string[] GetPinnedType(string[] elementType) => elementType;

    public string[] GetModifiedType(string[] modifier, string[] unmodifiedType, bool isRequired) => unmodifiedType;

    public string[] GetGenericInstantiation(string[] genericType, ImmutableArray<string[]> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(argument => argument)];

    public string[] GetFunctionPointerType(MethodSignature<string[]> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];

    private static string Qualified(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
