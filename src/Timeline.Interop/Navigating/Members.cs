using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Timeline.Objects;

namespace Timeline.Navigating;

/// <summary>The public fields and properties of a type, by their names here and in JSON.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = MemberLegs.AreKept)]
internal static class Members
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;

    internal static MemberInfo? Find(Type type, string name) =>
        All(type).FirstOrDefault(it => it.Name == name) ?? ByJsonName(type, name);

    /// <summary>What there is instead of a name.</summary>
    internal static string Instead(Type type, string name) => Names.Instead(name, All(type).Select(it => it.Name));

    internal static Type TypeOf(MemberInfo member) => member switch
    {
        FieldInfo field => field.FieldType,
        PropertyInfo property => property.PropertyType,
        _ => ((MethodInfo)member).ReturnType,
    };

    /// <summary>Whether values of a type can be held as an object at all.</summary>
    internal static bool IsHoldable(Type type) => !type.IsByRef && !type.IsByRefLike && !type.IsPointer;

    internal static string NameOf(Type owner, MemberInfo member) => $"{TypeName.Of(owner)}.{member.Name}";

    internal static Misstep? Set(MemberInfo member, object container, object? value)
    {
        var place = NameOf(container.GetType(), member);
        if (WhyFixed(member) is { } reason) return Misstep.Path($"{place} {reason}");
        if (!Fitting.TryFit(TypeOf(member), value, out var fitted, out var unfit))
            return Misstep.Path($"{place} is {TypeName.Of(TypeOf(member))}: {unfit}");
        if (fitted is null && IsNeverNull(member)) return Misstep.Path($"{place} cannot be null");
        if (member is PropertyInfo property)
            property.SetValue(container, fitted, BindingFlags.DoNotWrapExceptions, null, null, null);
        else
            ((FieldInfo)member).SetValue(container, fitted);
        return null;
    }

    private static string? WhyFixed(MemberInfo member) => member switch
    {
        FieldInfo { IsInitOnly: true } => "is read-only",
        FieldInfo => null,
        PropertyInfo property when property.GetSetMethod() is not { } => "has no public setter",
        PropertyInfo { SetMethod: { } setter } when IsInitializer(setter) => "is only set when its object is made",
        _ => null,
    };

    private static bool IsInitializer(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>Whether its declaration says that it does not take null, as far as that was kept.</summary>
    private static bool IsNeverNull(MemberInfo member)
    {
        if (TypeOf(member).IsValueType) return false;
        try
        {
            var found = member is PropertyInfo property
                ? new NullabilityInfoContext().Create(property)
                : new NullabilityInfoContext().Create((FieldInfo)member);
            return found.WriteState == NullabilityState.NotNull;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static IEnumerable<MemberInfo> All(Type type)
    {
        for (var it = type; it is not null; it = it.BaseType)
        {
            foreach (var property in it.GetProperties(Own))
            {
                if (property.GetIndexParameters().Length == 0 && IsHoldable(property.PropertyType))
                    yield return property;
            }

            foreach (var field in it.GetFields(Own))
            {
                if (IsHoldable(field.FieldType)) yield return field;
            }
        }
    }

    private static MemberInfo? ByJsonName(Type type, string name)
    {
        try
        {
            return TypeViews.ContractOf(ObjectTree.Default, type).Properties
                .FirstOrDefault(it => it.Name == name)?.AttributeProvider as MemberInfo is { } member
                && All(type).Contains(member) ? member : null;
        }
        catch (ObjectFault)
        {
            return null;
        }
    }
}
