using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Containers;

/// <summary>Plain collections as tracked ones.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Asked for by an option, where code can be made.")]
[UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Asked for by an option, where code can be made.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Asked for by an option, where code can be made.")]
internal static class PlainConversion
{
    private const BindingFlags Making = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;

    /// <summary>The tracked collection for a plain one, where the declared type takes it; what was given,
    /// else.</summary>
    public static T Of<T>(T element, TrackingOptions options) =>
        element is null or string ? element : (T)Of(element, typeof(T), options);

    /// <inheritdoc cref="Of{T}(T, TrackingOptions)"/>
    public static object Of(object element, Type declared, TrackingOptions options)
    {
        if (element is string or TrackedContainer || TrackedTypeFor(element.GetType()) is not { } tracked)
            return element;
        if (!declared.IsAssignableFrom(tracked) || !RuntimeFeature.IsDynamicCodeSupported) return element;
        // One constructor of each takes the elements, the options, and maybe a comparer.
        object?[] given = tracked.GetGenericTypeDefinition() == typeof(TrackedList<>) ? [] : [null];
        object?[] arguments = [element, options with { Name = "" }, .. given];
        var made = Activator.CreateInstance(tracked, Making, null, arguments, null)!;
        TrackedContainer.WasConverted((TrackedContainer)made);
        return made;
    }

    private static Type? TrackedTypeFor(Type plain)
    {
        if (plain.IsSZArray) return typeof(TrackedList<>).MakeGenericType(plain.GetElementType()!);
        if (!plain.IsGenericType) return null;
        var form = plain.GetGenericTypeDefinition();
        return form == typeof(Dictionary<,>) ? typeof(TrackedDictionary<,>).MakeGenericType(plain.GetGenericArguments())
            : form == typeof(List<>) ? typeof(TrackedList<>).MakeGenericType(plain.GetGenericArguments())
            : form == typeof(HashSet<>) ? typeof(TrackedSet<>).MakeGenericType(plain.GetGenericArguments())
            : null;
    }
}
