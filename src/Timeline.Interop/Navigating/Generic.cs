using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Timeline.Navigating;

/// <summary>Objects of generic types whose types are known at run time alone.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Only types of this room, which ask nothing.")]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Only types of this room, whose code is kept.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code can be made at run time.")]
internal static class Generic
{
    private const BindingFlags Constructors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    internal static T Make<T>(Type kind, Type[] types, params object?[] arguments) =>
        (T)Of(kind, types).GetConstructors(Constructors)[0].Invoke(arguments);

    internal static Type Of(Type kind, Type[] types) => kind.MakeGenericType(types);
}
