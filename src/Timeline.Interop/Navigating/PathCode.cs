using System.Reflection;
using System.Reflection.Emit;

namespace Timeline.Navigating;

/// <summary>Writes the code of a path, leg by leg.</summary>
/// <remarks>
/// What a leg starts from lies on the stack: an object, or where a struct stands. Written as instructions and not as
/// expressions, because those compare a type that is not public by calls, which take longer than all the rest.
/// </remarks>
/// <param name="il">What it is written to.</param>
/// <param name="count">How many indexes and keys there are.</param>
internal sealed class PathCode(ILGenerator il, int count)
{
    private static readonly MethodInfo TypeOf = Of(typeof(object), nameof(GetType));
    private static readonly MethodInfo TypeOfHandle = Of(typeof(Type), nameof(Type.GetTypeFromHandle));
    private static readonly FieldInfo Nowhere = FieldOf(typeof(Leg), nameof(Leg.Nowhere));
    private static readonly FieldInfo Index = FieldOf(typeof(Place), nameof(Place.Index));
    private static readonly FieldInfo Key = FieldOf(typeof(Place), nameof(Place.Key));

    private readonly Label _giveUp = il.DefineLabel();
    private readonly LocalBuilder _at = il.DeclareLocal(typeof(object));
    private int _next;

    /// <summary>The arguments of a <see cref="FusedRead"/>; before them stands one that is not used.</summary>
    /// <remarks>Without it each call would have to move the others.</remarks>
    internal static Type[] Parameters { get; } =
        [typeof(object), typeof(object), typeof(object), typeof(Place).MakeByRefType(), typeof(int).MakeByRefType()];

    /// <summary>Begins with what is given.</summary>
    internal void Begin()
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stloc, _at);
    }

    /// <summary>Gives up unless what was come to is of a type; notes the step, and goes on with it.</summary>
    internal void Enter(Type type, int step)
    {
        il.Emit(OpCodes.Ldloc, _at);
        GiveUpUnless();
        il.Emit(OpCodes.Ldloc, _at);
        il.Emit(OpCodes.Callvirt, TypeOf);
        il.Emit(OpCodes.Ldtoken, type);
        il.Emit(OpCodes.Call, TypeOfHandle);
        il.Emit(OpCodes.Bne_Un, _giveUp);
        il.Emit(OpCodes.Ldarg, 4);
        il.Emit(OpCodes.Ldc_I4, step);
        il.Emit(OpCodes.Stind_I4);
        il.Emit(OpCodes.Ldloc, _at);
        if (type.IsValueType) il.Emit(OpCodes.Unbox, type);
    }

    /// <summary>Leaves a leg of whose value nothing is known before it is asked.</summary>
    internal void Leave(Type type)
    {
        if (type.IsValueType) il.Emit(OpCodes.Box, type);
        il.Emit(OpCodes.Stloc, _at);
    }

    /// <summary>Goes on from a value at once, which is of the type it is declared with.</summary>
    internal void GoOn(Type type)
    {
        if (!type.IsValueType) return;
        var value = il.DeclareLocal(type);
        il.Emit(OpCodes.Stloc, value);
        il.Emit(OpCodes.Ldloca, value);
    }

    /// <summary>Reads a field, or a property by its getter.</summary>
    internal void Read(MemberInfo member)
    {
        if (member is FieldInfo field)
        {
            il.Emit(OpCodes.Ldfld, field);
            return;
        }

        var getter = ((PropertyInfo)member).GetMethod!;
        il.Emit(getter.IsVirtual && !getter.DeclaringType!.IsValueType ? OpCodes.Callvirt : OpCodes.Call, getter);
    }

    /// <summary>Looks up the next index or key, and gives up if nothing is there.</summary>
    /// <param name="lookUp">A static <see cref="LookUp{TCollection,TPlace,TValue}"/>.</param>
    internal void LookUp(MethodInfo lookUp)
    {
        var parameters = lookUp.GetParameters();
        var collection = parameters[0].ParameterType.GetElementType()!;
        if (!collection.IsValueType)
        {
            var it = il.DeclareLocal(collection);
            il.Emit(OpCodes.Stloc, it);
            il.Emit(OpCodes.Ldloca, it);
        }

        Next(parameters[1].ParameterType);
        var found = il.DeclareLocal(parameters[2].ParameterType.GetElementType()!);
        il.Emit(OpCodes.Ldloca, found);
        il.Emit(OpCodes.Call, lookUp);
        GiveUpUnless();
        il.Emit(OpCodes.Ldloc, found);
    }

    /// <summary>Ends with the value, or with what was found last if it is that.</summary>
    internal void End(MethodInfo keep)
    {
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, keep);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(_giveUp);
        il.Emit(OpCodes.Ldsfld, Nowhere);
        il.Emit(OpCodes.Ret);
    }

    private void GiveUpUnless() => il.Emit(OpCodes.Brfalse, _giveUp);

    private void Next(Type type)
    {
        il.Emit(OpCodes.Ldarg_3);
        if (count > 1)
        {
            il.Emit(OpCodes.Ldfld, Key);
            il.Emit(OpCodes.Ldc_I4, _next++);
            il.Emit(OpCodes.Ldelema, typeof(Place));
        }

        il.Emit(OpCodes.Ldfld, type == typeof(int) ? Index : Key);
        if (type != typeof(int) && type.IsValueType) il.Emit(OpCodes.Unbox_Any, type);
    }

    private static MethodInfo Of(Type type, string name) => type.GetMethod(name)!;

    private static FieldInfo FieldOf(Type type, string name) => type.GetField(
        name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
}
