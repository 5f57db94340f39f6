using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Isolation;

/// <summary>The types whose objects can never change.</summary>
/// <remarks>
/// In two degrees. An object is <i>firm</i> if itself it never changes: its fields are set once and for all. It is
/// <i>kept</i> if nothing that it holds changes either, which of most types the declarations tell; where a field may
/// hold what derives from its type, only the object does.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Where fields may be cut away they tell nothing.")]
internal static class Unchanging
{
    private static readonly ImmutableTypes Immutable = new();

    private static readonly ConcurrentDictionary<Type, bool> Kept = new();

    private static readonly ConcurrentDictionary<Type, bool> Firm = new();

    private static readonly HashSet<Type> Scalars =
        [typeof(Regex), typeof(TimeZoneInfo), typeof(DBNull), typeof(StringComparer)];

    private static readonly HashSet<Type> Handles = [typeof(GCHandle), typeof(GCHandle<>)];

    /// <summary>Whether an object of exactly this type never changes, nor anything it holds.</summary>
    internal static bool IsKept(Type exact) => Kept.GetOrAdd(exact, static it => Decide(it, []));

    /// <summary>Whether what is declared with this type never changes, whatever derives from it.</summary>
    internal static bool IsKeptAsDeclared(Type declared) => IsClosed(declared) && IsKept(declared);

    /// <summary>Whether an object of exactly this type never changes, whatever becomes of what it holds.</summary>
    internal static bool IsFirm(Type exact) => Firm.GetOrAdd(exact, static it => AreFieldsSet(it));

    private static bool IsScalar(Type type) => Scalars.Contains(type) || typeof(Value).IsAssignableFrom(type)
        || (Platform.Owns(type) && !type.IsGenericType && Immutable.Contains(type));

    /// <summary>Whether nothing that can change derives from a type.</summary>
    private static bool IsClosed(Type type) => type.IsValueType || type.IsSealed || IsScalar(type)
        || FSharpTypes.IsData(type) || Collections.FrozenOf(type) == type;

    private static bool Decide(Type type, HashSet<Type> asked)
    {
        if (IsScalar(type) || IsPure(type)) return true;
        if (!IsFirm(type)) return false;
        // A type that holds itself never changes if nothing else in it speaks against it.
        if (!asked.Add(type)) return true;
        if (Collections.FrozenOf(type) is { } frozen) type = frozen;
        if (Collections.IsUnchanging(type)) return type.GetGenericArguments().All(it => DecideDeclared(it, asked));
        if (FSharpTypes.IsUnion(type) && !CasesOf(type).All(it => Decide(it, asked))) return false;
        return InstanceFields.Of(type).All(field => DecideDeclared(field.FieldType, asked));
    }

    private static bool DecideDeclared(Type type, HashSet<Type> asked) => IsClosed(type) && Decide(type, asked);

    private static IEnumerable<Type> CasesOf(Type union) => union
        .GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
        .Where(it => it.IsSubclassOf(union) && !it.ContainsGenericParameters);

    /// <summary>Whether it is bits and nothing else, so that giving it away copies it.</summary>
    private static bool IsPure(Type type)
    {
        if (type.IsPrimitive || type.IsEnum) return true;
        if (!type.IsValueType || !RuntimeFeature.IsDynamicCodeSupported) return false;
        if (Handles.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type)) return false;
        return InstanceFields.Of(type).All(field => IsPure(field.FieldType));
    }

    private static bool AreFieldsSet(Type type)
    {
        if (IsScalar(type) || IsPure(type) || Collections.IsUnchanging(type)) return true;
        if (type.IsArray || type.IsPointer || type.IsAbstract || !RuntimeFeature.IsDynamicCodeSupported) return false;
        if (Platform.Owns(Platform.Base(type)) && !Platform.IsFirm(Platform.Base(type))) return false;
        return type.IsValueType || InstanceFields.Of(type).All(IsSet);
    }

    /// <summary>Whether a field is set when the object is made and never again.</summary>
    private static bool IsSet(FieldInfo field) => field.IsInitOnly || (FSharpTypes.IsData(field.DeclaringType)
        && !field.DeclaringType!.GetProperties().Any(it => it.SetMethod is not null))
        || (FSharpTypes.IsData(field.DeclaringType!.DeclaringType)
            && field.DeclaringType.IsSubclassOf(field.DeclaringType.DeclaringType!));
}
