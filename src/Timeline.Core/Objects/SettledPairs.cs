using System.Runtime.CompilerServices;

namespace Timeline.Objects;

/// <summary>
/// Pairs of objects that were found to be the same, so that what is held in many places is looked into once: two graphs
/// in which each object holds the next one twice would else take twice as long with each level.
/// </summary>
/// <remarks>
/// Few graphs are like that, so nothing is remembered before many pairs were asked for, and never what holds leaves
/// alone: to look into that again costs no more. A mutable working space of one walk.
/// </remarks>
internal struct SettledPairs
{
    private long _asked;
    private HashSet<Pair>? _same;

    /// <summary>Whether two objects, seen one way, are known to be the same.</summary>
    internal bool Contains(TypeView view, object left, object right) => view.Nests
        && ++_asked > view.Tree.PairsBeforeMemory && _same is not null && _same.Contains(new Pair(view, left, right));

    /// <summary>Notes that two objects that were asked for are the same.</summary>
    internal void Add(TypeView view, object left, object right)
    {
        // What was boxed to be looked at is not looked at again.
        if (_asked > view.Tree.PairsBeforeMemory && view.Nests && !view.Type.IsValueType)
            _ = (_same ??= []).Add(new Pair(view, left, right));
    }

    private readonly struct Pair(TypeView view, object left, object right) : IEquatable<Pair>
    {
        private readonly TypeView _view = view;
        private readonly object _left = left;
        private readonly object _right = right;

        public bool Equals(Pair other) => ReferenceEquals(_left, other._left) && ReferenceEquals(_right, other._right)
            && ReferenceEquals(_view, other._view);

        public override bool Equals(object? obj) => obj is Pair other && Equals(other);

        public override int GetHashCode() =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(_left), RuntimeHelpers.GetHashCode(_right));
    }
}
