using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Timeline.Tests.Unit.Repository;

/// <summary>Reads from a compiled assembly which type uses which: declarations, signatures, and every instruction.</summary>
internal sealed class AssemblyUses
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly HashSet<Use> _uses = [];
    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly TypeNames _names;

    private AssemblyUses(PEReader image)
    {
        _image = image;
        _reader = image.GetMetadataReader();
        _names = new TypeNames(_reader);
    }

    /// <summary>The uses in an assembly beside the tests.</summary>
    public static IReadOnlyCollection<Use> Of(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var walk = new AssemblyUses(image);
        foreach (var type in walk._reader.TypeDefinitions) walk.Visit(type);
        return walk._uses;
    }

    /// <summary>The names of the assemblies that an assembly refers to.</summary>
    public static IReadOnlyCollection<string> References(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name))];
    }

    private void Visit(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var user = _names.Of(handle).Split('+')[0];
        AddType(user, type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
            AddType(user, _reader.GetInterfaceImplementation(implemented).Interface);
        foreach (var parameter in type.GetGenericParameters()) AddConstraints(user, parameter);
        foreach (var attribute in type.GetCustomAttributes()) AddAttribute(user, attribute);
        foreach (var field in type.GetFields())
            Add(user, _reader.GetFieldDefinition(field).DecodeSignature(_names, null));
        foreach (var method in type.GetMethods()) Visit(user, _reader.GetMethodDefinition(method));
    }

    private void Visit(string user, MethodDefinition method)
    {
        AddSignature(user, method.DecodeSignature(_names, null));
        foreach (var parameter in method.GetGenericParameters()) AddConstraints(user, parameter);
        foreach (var attribute in method.GetCustomAttributes()) AddAttribute(user, attribute);
        if (method.RelativeVirtualAddress == 0) return;
        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            var locals = _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null);
            foreach (var local in locals) Add(user, local);
        }

        foreach (var region in body.ExceptionRegions) AddType(user, region.CatchType);
        VisitInstructions(user, body.GetILReader());
    }

    private void VisitInstructions(string user, BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE) value = (value << 8) | code.ReadByte();
            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    AddToken(user, MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineNone:
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }
    }

    private void AddToken(string user, EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                var generic = _reader.GetMethodSpecification((MethodSpecificationHandle)token);
                foreach (var argument in generic.DecodeSignature(_names, null)) Add(user, argument);
                AddToken(user, generic.Method);
                break;
            case HandleKind.MemberReference:
                AddMember(user, _reader.GetMemberReference((MemberReferenceHandle)token));
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)token);
                Add(user, [_names.Of(method.GetDeclaringType())], _reader.GetString(method.Name));
                break;
            case HandleKind.FieldDefinition:
                AddType(user, _reader.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                break;
            default:
                AddType(user, token);
                break;
        }
    }

    private void AddMember(string user, MemberReference member)
    {
        Add(user, _names.OfAny(member.Parent), _reader.GetString(member.Name));
        if (member.GetKind() == MemberReferenceKind.Method)
            AddSignature(user, member.DecodeMethodSignature(_names, null));
        else
            Add(user, member.DecodeFieldSignature(_names, null));
    }

    private void AddAttribute(string user, CustomAttributeHandle handle) =>
        AddToken(user, _reader.GetCustomAttribute(handle).Constructor);

    private void AddConstraints(string user, GenericParameterHandle parameter)
    {
        foreach (var constraint in _reader.GetGenericParameter(parameter).GetConstraints())
            AddType(user, _reader.GetGenericParameterConstraint(constraint).Type);
    }

    private void AddSignature(string user, MethodSignature<string[]> signature)
    {
        Add(user, signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes) Add(user, parameter);
    }

    private void AddType(string user, EntityHandle type) => Add(user, _names.OfAny(type));

    private void Add(string user, string[] types, string member = "")
    {
        foreach (var type in types) _ = _uses.Add(new Use(user, type, member));
    }
}
