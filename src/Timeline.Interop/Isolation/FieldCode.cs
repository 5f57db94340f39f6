using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;

namespace Timeline.Isolation;

/// <summary>Makes the code that goes through the fields of one type.</summary>
/// <remarks>
/// Written in the machine's language, not as an expression tree: that may not assign to fields which are read-only, and
/// a record has no others. It takes an object, or a reference to a struct, and a <see cref="CopyWalk"/>.
/// </remarks>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only called where code can be made at run time.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The methods are used besides.")]
internal static class FieldCode
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly MethodInfo CopyObject = typeof(CopyWalk).GetMethod(nameof(CopyWalk.Copy), Internal)!;

    private static readonly MethodInfo VisitObject = typeof(CopyWalk).GetMethod(nameof(CopyWalk.Visit), Internal)!;

    internal static DynamicMethod Copying(Type type)
    {
        var (method, code) = Begin(type);
        foreach (var field in ObjectFields.Changing(type))
        {
            code.Emit(OpCodes.Ldarg_0);
            if (InstanceFields.IsCleared(field))
            {
                code.Emit(OpCodes.Ldnull);
                code.Emit(OpCodes.Stfld, field);
            }
            else if (field.FieldType.IsValueType)
            {
                EmitStruct(code, field, nameof(Part<>.CopyIn));
            }
            else
            {
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Ldarg_0);
                code.Emit(OpCodes.Ldfld, field);
                code.Emit(OpCodes.Call, CopyObject);
                code.Emit(OpCodes.Stfld, field);
            }
        }

        code.Emit(OpCodes.Ret);
        return method;
    }

    internal static DynamicMethod Visiting(Type type)
    {
        var (method, code) = Begin(type);
        foreach (var field in ObjectFields.Changing(type))
        {
            if (field.FieldType.IsValueType)
            {
                code.Emit(OpCodes.Ldarg_0);
                EmitStruct(code, field, nameof(Part<>.VisitIn));
            }
            else
            {
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Ldarg_0);
                code.Emit(OpCodes.Ldfld, field);
                code.Emit(OpCodes.Call, VisitObject);
            }
        }

        code.Emit(OpCodes.Ret);
        return method;
    }

    private static (DynamicMethod Method, ILGenerator Code) Begin(Type type)
    {
        var first = type.IsValueType ? type.MakeByRefType() : typeof(object);
        var method = new DynamicMethod("Fields", null, [first, typeof(CopyWalk)], typeof(CopyWalk).Module, true);
        return (method, method.GetILGenerator());
    }

    private static void EmitStruct(ILGenerator code, FieldInfo field, string method)
    {
        code.Emit(OpCodes.Ldflda, field);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(Part<>).MakeGenericType(field.FieldType).GetMethod(method, Internal)!);
    }
}
