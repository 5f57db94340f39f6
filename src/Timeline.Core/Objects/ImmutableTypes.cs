using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>
/// Whether objects of a type can never change, as far as the fields of the type tell: only what was seen of such an
/// object may be remembered.
/// </summary>
/// <remarks>In doubt it says no; then objects are seen anew each time, which costs time and is never wrong.</remarks>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = AreRead)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = AreRead)]
internal sealed class ImmutableTypes
{
    private const string AreRead = "A field that was cut away is one that nothing reads.";

    private static readonly System.Collections.Generic.HashSet<Type> Scalars =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan),
        typeof(DateOnly), typeof(TimeOnly), typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128),
        typeof(System.Numerics.BigInteger),
    ];

    private static readonly System.Collections.Generic.HashSet<Type> Generics =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
        typeof(PersistentList<>), typeof(PersistentMap<,>), typeof(Nullable<>),
        typeof(LanguageExt.Option<>), typeof(LanguageExt.Either<,>),
        typeof(LanguageExt.Lst<>), typeof(LanguageExt.Arr<>),
        typeof(LanguageExt.Set<>), typeof(LanguageExt.HashSet<>), typeof(LanguageExt.Map<,>),
        typeof(LanguageExt.HashMap<,>),
    ];

    private readonly ConcurrentDictionary<Type, bool> _known = new();

    internal bool Contains(Type type)
    {
        if (_known.TryGetValue(type, out var known)) return known;
        return _known.GetOrAdd(type, Decide(type, []));
    }

    private static bool Decide(Type type, System.Collections.Generic.HashSet<Type> asked)
    {
        if (type.IsPrimitive || type.IsEnum || Scalars.Contains(type)) return true;
        if (typeof(Value).IsAssignableFrom(type)) return true;
        // A type that holds itself is immutable if nothing else in it speaks against it.
        if (!asked.Add(type)) return true;
        if (type.IsArray || type.IsPointer || type.IsInterface || typeof(Delegate).IsAssignableFrom(type)) return false;
        var isCollection = FSharpTypes.IsCollection(type)
            || (type.IsGenericType && Generics.Contains(type.GetGenericTypeDefinition()));
        if (isCollection) return type.GetGenericArguments().All(part => Decide(part, asked));
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) ?? false)
            return FSharpTypes.IsTuple(type) && type.GetGenericArguments().All(part => Decide(part, asked));
        var cases = CasesOf(type).ToArray();
        return AreFieldsKept(type, asked) && cases.All(it => Decide(it, asked))
            && (cases.Length > 0 || (!type.IsAbstract && !CanBeOverridden(type)));
    }

    /// <summary>
    /// Whether a type made from this one may show other members than the fields here tell of: what is declared with
    /// this type may be of that one.
    /// </summary>
    private static bool CanBeOverridden(Type type) => !type.IsSealed && type.GetProperties().Any(
        it => it.GetMethod is { IsVirtual: true, IsFinal: false });

    private static bool AreFieldsKept(Type type, System.Collections.Generic.HashSet<Type> asked)
    {
        // Where fields may have been cut away with what is not used, they tell nothing.
        if (!RuntimeFeature.IsDynamicCodeSupported) return false;
        for (var it = type; it is not null && it != typeof(object) && it != typeof(ValueType); it = it.BaseType)
        {
            var fields = it.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            var isKept = FSharpTypes.IsData(it) || FSharpTypes.IsData(it.DeclaringType);
            if (!fields.All(field => (field.IsInitOnly || isKept || it.IsValueType) && Decide(field.FieldType, asked)))
                return false;
            if (isKept && it.GetProperties().Any(property => property.SetMethod is not null)) return false;
        }

        return true;
    }

    private static IEnumerable<Type> CasesOf(Type type) => FSharpTypes.IsUnion(type)
        ? type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .Where(it => it.IsSubclassOf(type) && !it.ContainsGenericParameters)
        : type.GetCustomAttributes<JsonDerivedTypeAttribute>(false).Select(it => it.DerivedType);
}
