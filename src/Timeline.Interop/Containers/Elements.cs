using System.ComponentModel;
using System.Numerics;
using Timeline.ChangeLogs;
using Timeline.Isolation;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What elements of a declared type are recorded as.</summary>
/// <typeparam name="T">The declared type.</typeparam>
internal static class Elements<T>
{
    /// <summary>Whether elements never change, so that each is its own record.</summary>
    public static readonly bool AreTheirRecords =
        Unchanging.IsKeptAsDeclared(typeof(T)) && !typeof(TrackedContainer).IsAssignableFrom(typeof(T))
        && !typeof(INotifyPropertyChanged).IsAssignableFrom(typeof(T));

    private static readonly bool AreTold = Sameness.IsToldByEquality(typeof(T));

    // Of these every one has a value, so that none has to be tried.
    private static readonly bool AreAllReadable = typeof(T).IsPrimitive
        ? typeof(T) != typeof(char) && typeof(T) != typeof(nint) && typeof(T) != typeof(nuint)
        : typeof(T) == typeof(decimal) || typeof(T) == typeof(Guid) || typeof(T) == typeof(DateTime)
            || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(DateOnly)
            || typeof(T) == typeof(TimeOnly) || typeof(T) == typeof(BigInteger) || typeof(T) == typeof(Int128);

    /// <summary>Whether replacing one element by another changes nothing at all.</summary>
    public static bool AreSame(T one, T other)
    {
        if (!typeof(T).IsValueType)
        {
            if (ReferenceEquals(one, other)) return true;
            if (!AreTheirRecords) return false;
        }

        return EqualityComparer<T>.Default.Equals(one, other) && (AreTold || Sameness.OfEqual(one, other));
    }

    /// <summary>What an element that has no container is recorded as.</summary>
    /// <exception cref="ArgumentException">It cannot be made a value.</exception>
    public static ChangeContent Record(T element, TrackedContainer container, ValuePath place)
    {
        if (AreAllReadable) return new ElementContent<T>(element);
        if (typeof(T) == typeof(string))
        {
            return element is null || WellFormed.Is((string)(object)element)
                ? new ElementContent<T>(element)
                : throw Refused(container, place, "it holds half of a surrogate pair, which is no character");
        }

        var value = ObjectTree.Default.ToValue(element).Match(
            Right: it => it, Left: error => throw Refused(container, place, error.Message));
        return AreTheirRecords ? new ElementContent<T>(element) : ChangeContent.Of(value);

        ArgumentException Refused(TrackedContainer holder, ValuePath at, string why)
        {
            var type = element?.GetType() ?? typeof(T);
            return new($"An element of type {type} cannot be recorded at {at} of {holder.Title}: {why}");
        }
    }

    /// <summary>The value of an element that has been recorded before.</summary>
    public static Value ToValue(T element) =>
        ObjectTree.Default.ToValue(element).Match(Right: it => it, Left: error => throw new TimelineException(error));
}
