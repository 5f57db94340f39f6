using System.Runtime.InteropServices;
using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>Captures lists and arrays of scalars or structs of a type.</summary>
internal sealed class ScalarLists<T> : ScalarLists
{
    private static readonly bool IsScalar = ExactTypes.CanTell(typeof(T));

    /// <summary>The elements of a list or an array as they are now.</summary>
    internal static ReadOnlySpan<T> Elements(object list) =>
        list is T[] array ? array : CollectionsMarshal.AsSpan((List<T>)list);

    internal static bool AreAlike(T one, T other) => typeof(T) == typeof(string)
        ? string.Equals((string?)(object?)one, (string?)(object?)other)
        : IsScalar ? ExactTypes.AreAlike(one, other)
        : Sameness<T>.Are(one, other);

    /// <inheritdoc/>
    internal override ElementsSeen Capture(object list, ElementsSeen? last, Contents contents)
    {
        var before = last as ScalarElements<T>;
        var elements = Elements(list).ToArray();
        var json = new Value[elements.Length];
        for (var i = 0; i < elements.Length; i++)
            json[i] = before?.ValueAt(i, elements[i]) ?? Written(elements[i], contents);
        return new ScalarElements<T>(elements, Value.List.From(json));
    }

    private static Value Written(T element, Contents contents) => element is null
        ? Value.OfNull()
        : ScalarValue.Of(element) ?? References.Escaped(contents.Project(element));
}
