using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>The elements of a <see cref="List{T}"/> or an array of scalars or structs, without boxes.</summary>
internal sealed class ScalarElements<T>(T[] elements, Value.List json) : ElementsSeen(json)
{
    /// <inheritdoc/>
    internal override bool AreIn(object list)
    {
        var now = ScalarLists<T>.Elements(list);
        if (now.Length != elements.Length) return false;
        for (var i = 0; i < now.Length; i++)
        {
            if (!ScalarLists<T>.AreAlike(now[i], elements[i])) return false;
        }

        return true;
    }

    /// <summary>The value of an element if it is alike; null if it is not, or not there.</summary>
    internal Value? ValueAt(int index, T now) =>
        index < elements.Length && ScalarLists<T>.AreAlike(now, elements[index]) ? Json[index] : null;
}
