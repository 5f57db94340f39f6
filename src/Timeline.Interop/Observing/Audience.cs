using System.Collections.Immutable;

namespace Timeline.Observing;

/// <summary>Who hears, in calling order. It is never changed.</summary>
/// <remarks>What is delivered goes along an array, which is made when something is posted and not when somebody comes
/// or goes: so thousands who come before the next post do not copy each other.</remarks>
internal sealed class Audience<T>
{
    /// <summary>Nobody.</summary>
    public static readonly Audience<T> Empty = new(ImmutableSortedSet.Create<Subscriber<T>>(new CallingOrder()));

    private readonly ImmutableSortedSet<Subscriber<T>> _all;
    private Subscriber<T>[]? _inOrder;

    private Audience(ImmutableSortedSet<Subscriber<T>> all) => _all = all;

    /// <summary>All of them, lower priorities first, equal ones in the order of their turns.</summary>
    public Subscriber<T>[] InOrder
    {
        get
        {
            if (Volatile.Read(ref _inOrder) is { } made) return made;

            // Two who make it at once make the same.
            Subscriber<T>[] all = [.. _all];
            Volatile.Write(ref _inOrder, all);
            return all;
        }
    }

    /// <summary>With one more, behind all whose priority is not greater.</summary>
    public Audience<T> With(Subscriber<T> one) => new(_all.Add(one));

    /// <summary>With one less; the same if it was not in there, null if nobody is left.</summary>
    public Audience<T>? Without(Subscriber<T> one)
    {
        var without = _all.Remove(one);
        if (ReferenceEquals(without, _all)) return this;
        return without.IsEmpty ? null : new(without);
    }

    private sealed class CallingOrder : IComparer<Subscriber<T>>
    {
        public int Compare(Subscriber<T>? x, Subscriber<T>? y)
        {
            var byPriority = x!.Priority.CompareTo(y!.Priority);
            return byPriority != 0 ? byPriority : x.Turn.CompareTo(y.Turn);
        }
    }
}
