using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Timeline.Isolation;

/// <summary>The copier of each type of objects, decided once.</summary>
internal static class Copiers
{
    private static readonly ConcurrentDictionary<Type, Copier> Known = new();

    private static readonly KeptCopier Keeping = new();

    /// <exception cref="IsolationFault">Objects of the type cannot be copied.</exception>
    internal static Copier Of(Type type) => Known.TryGetValue(type, out var known)
        ? known
        : Known.GetOrAdd(type, static it => Make(it));

    private static Copier Make(Type type)
    {
        if (Unchanging.IsKept(type) || Platform.IsComparing(type)) return Keeping;
        if (TypeRefusal.Of(type) is { } reason) throw new IsolationFault(type, reason);
        if (type == typeof(StringBuilder)) return new FunctionCopier<StringBuilder>(Copy);
        if (type == typeof(BitArray)) return new FunctionCopier<BitArray>(it => (BitArray)it.Clone());
        if (type.IsAssignableTo(typeof(JsonValue))) return new FunctionCopier<JsonNode>(it => it.DeepClone());
        if (Collections.CopierOf(type) is { } collection) return collection;
        if (type.IsArray) return Made(typeof(ArrayCopier<>), type, type.GetElementType()!);
        return type.IsValueType ? Boxed(type) : ByFields(type);
    }

    private static FieldsCopier ByFields(Type type)
    {
        if (RuntimeFeature.IsDynamicCodeSupported || JsonSerializer.IsReflectionEnabledByDefault)
            return new FieldsCopier(type);
        throw new IsolationFault(type, "the program was built without reflection, so its fields are not known");
    }

    private static Copier Boxed(Type type) => RuntimeFeature.IsDynamicCodeSupported
        ? Made(typeof(BoxedCopier<>), type, type)
        : ByFields(type);

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "It asks nothing of the type.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without dynamic code only classes come here.")]
    private static Copier Made(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicConstructors
            | DynamicallyAccessedMemberTypes.PublicConstructors)] Type kind,
        Type type,
        Type part)
    {
        if (RuntimeFeature.IsDynamicCodeSupported || !part.IsValueType)
            return (Copier)Activator.CreateInstance(kind.MakeGenericType(part), true)!;
        throw new IsolationFault(type, "the program was compiled ahead of time without code to copy it");
    }

    private static StringBuilder Copy(StringBuilder text) =>
        new StringBuilder(text.Capacity, text.MaxCapacity).Append(text);
}
