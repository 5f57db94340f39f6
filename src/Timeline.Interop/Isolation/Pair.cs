using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Timeline.Values;

namespace Timeline.Isolation;

/// <summary>The key and the value of an entry whose types are known only to itself.</summary>
internal sealed class Pair
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Key, PropertyInfo Value)?> Known = new();

    private Pair(object? key, object? value) => (Key, Value) = (key, value);

    internal object? Key { get; }

    internal object? Value { get; }

    /// <summary>The way to the value.</summary>
    internal PathSegment Step => Convert.ToString(Key, CultureInfo.InvariantCulture) is { } text && WellFormed.Is(text)
        ? new PathSegment(text)
        : new PathSegment("*");

    /// <summary>The entry that an element is; null if it is none.</summary>
    internal static Pair? Of(object? element)
    {
        if (element is null || Known.GetOrAdd(element.GetType(), PropertiesOf) is not { } of) return null;
        return new Pair(of.Key.GetValue(element), of.Value.GetValue(element));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Its properties are used by whoever has one.")]
    private static (PropertyInfo Key, PropertyInfo Value)? PropertiesOf(Type type) =>
        Platform.DefinitionOf(type) == typeof(KeyValuePair<,>)
            ? (type.GetProperty("Key")!, type.GetProperty("Value")!)
            : null;
}
