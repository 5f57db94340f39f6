using Timeline.Causality;

namespace Timeline.Sequences;

/// <summary>What can be asked of a sequence, by index and by id; nothing here copies a node.</summary>
internal static class SequenceReader
{
    /// <summary>The visible element of an index.</summary>
    public static T At<T>(SequenceState<T> state, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, state.Length);
        var (leaf, start) = LeafAt(state, index);
        return leaf.Values[index - start];
    }

    /// <summary>Throws where there is no such part.</summary>
    public static void ThrowUnlessIn<T>(SequenceState<T> state, int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, state.Length);
        if (count > state.Length - index)
        {
            var missing = new TimelineError.SequenceRangeInvalid(index, count, state.Length);
            throw new ArgumentOutOfRangeException(nameof(count), missing.Message);
        }
    }

    /// <summary>Copies visible elements from an index on, as many as there is room for.</summary>
    public static void Copy<T>(SequenceState<T> state, int index, Span<T> target)
    {
        while (!target.IsEmpty)
        {
            var (leaf, start) = LeafAt(state, index);
            var part = leaf.Values.AsSpan(index - start, Math.Min(leaf.ValueCount - (index - start), target.Length));
            part.CopyTo(target);
            target = target[part.Length..];
            index += part.Length;
        }
    }

    /// <summary>The visible elements in order.</summary>
    public static IEnumerable<T> Values<T>(SequenceState<T> state)
    {
        foreach (var leaf in Chunks.Leaves<T>(state.Root))
        {
            for (var i = 0; i < leaf.ValueCount; i++)
                yield return leaf.Values[i];
        }
    }

    /// <summary>The place before the element of an index, or the end.</summary>
    public static SequenceAnchor AnchorAt<T>(SequenceState<T> state, int index, AnchorSide side)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, state.Length);
        if (side is not (AnchorSide.Before or AnchorSide.Behind))
            throw new ArgumentOutOfRangeException(nameof(side), side, "It is neither before nor behind.");
        var element = side == AnchorSide.Before ? index - 1 : index;
        if (element < 0 || element == state.Length)
            return new SequenceAnchor(null, side);
        var (leaf, start) = LeafAt(state, element);
        foreach (ref readonly var item in leaf.Items.AsSpan(0, leaf.Count))
        {
            if (element - start < item.Visible)
                return new SequenceAnchor(DotOf(state, item.Id + (ulong)(element - start)), side);
            start += item.Visible;
        }
        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>The index of the place; null if its element is not known here.</summary>
    public static int? IndexOf<T>(SequenceState<T> state, SequenceAnchor anchor)
    {
        if (anchor.Element is not { } dot)
            return anchor.Side == AnchorSide.Before ? 0 : state.Length;
        var replica = state.Replicas.PlaceOf(dot.Replica);
        if (replica < 0 || dot.Sequence > ElementId.LastSequence)
            return null;
        var id = ElementId.Of(replica, dot.Sequence);
        return new SequenceEditor<T>(state).TryIndexOf(id, out var index, out var visible)
            ? index + (visible && anchor.Side == AnchorSide.Before ? 1 : 0)
            : null;
    }

    /// <summary>Whether two states hold the same elements, those that wait too, and the same is deleted.</summary>
    /// <remarks>The ids alone do not tell: a forger can put two contents under one.</remarks>
    public static bool AreEqual<T>(SequenceState<T> one, SequenceState<T> other) =>
        ReferenceEquals(one, other)
        || (one.Length == other.Length
            && SequenceMerge.HasAllOf(one, other)
            && SequenceMerge.HasAllOf(other, one)
            && ((ReferenceEquals(one.Root, other.Root) && ReferenceEquals(one.Waiting, other.Waiting))
                || HaveSameElements(one, other)));

    /// <summary>The name of an element as others know it.</summary>
    public static Dot DotOf<T>(SequenceState<T> state, ulong id) =>
        new(state.Replicas[ElementId.Replica(id)], ElementId.Sequence(id));

    private static bool HaveSameElements<T>(SequenceState<T> one, SequenceState<T> other)
    {
        var (_, places) = one.Replicas.Join(other.Replicas);
        return Chunks.AreSame(
            Chunks.Of(one), Chunks.Sorted(Chunks.Of(other).Select(chunk => chunk.Named(places))));
    }

    private static (SequenceLeaf<T> Leaf, int Start) LeafAt<T>(SequenceState<T> state, int index)
    {
        var start = 0;
        var node = state.Root;
        while (node is SequenceBranch branch)
        {
            var place = 0;
            while (index - start >= branch.Counts[place])
                start += branch.Counts[place++];
            node = branch.Children[place];
        }
        return ((SequenceLeaf<T>)node, start);
    }
}
