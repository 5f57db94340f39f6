namespace Timeline.Sequences;

/// <summary>What must hold of every state, as the tests ask after each step.</summary>
internal static class SequenceCheck
{
    /// <summary>The first rule that a state breaks; null where it keeps all.</summary>
    public static string? Fault<T>(SequenceState<T> state) =>
        FaultOfNodes<T>(state, state.Root) ?? FaultOfIds(state) ?? FaultOfOrder(state);

    private static string? FaultOfNodes<T>(SequenceState<T> state, SequenceNode node)
    {
        if (node is SequenceLeaf<T> leaf)
        {
            return !leaf.HasRoom(0, 0) ? "a leaf is too full"
                : leaf.ValuesBefore(leaf.Count) != leaf.ValueCount ? "a leaf's values are not those of its items"
                : leaf.Count == 0 && !ReferenceEquals(leaf, state.Root) ? "a leaf is empty"
                : null;
        }
        var branch = (SequenceBranch)node;
        for (var i = 0; i < branch.Count; i++)
        {
            var child = branch.Children[i];
            if (branch.Counts[i] != child.Visible || branch.Names[i] != child.Name)
                return "a branch has a wrong count or name";
            if (!KeyTree.TryFloor(state.Parents, (ulong)child.Name, out var name, out var parent)
                || name != (ulong)child.Name || parent != (ulong)branch.Name)
            {
                return "a node's parent is not known";
            }

            if (FaultOfNodes(state, child) is { } fault)
                return fault;
        }
        return state.Length != state.Root.Visible ? "the length is wrong" : null;
    }

    private static string? FaultOfIds<T>(SequenceState<T> state)
    {
        KeyNode? held = null;
        var owner = new object();
        foreach (var chunk in Chunks.Of(state))
        {
            if (IdRanges.Stretch(held, chunk.Id, chunk.End, out var twice) != chunk.End || twice)
                return "an element is there twice";
            held = IdRanges.Add(held, chunk.Id, chunk.End, owner);
            if (IdRanges.Stretch(state.Deleted, chunk.Id, chunk.End, out var deleted) != chunk.End
                || deleted != chunk.Values.IsEmpty)
            {
                return "an element is deleted and has a value, or neither";
            }

        }
        if (!KeyTree.Entries(held).SequenceEqual(KeyTree.Entries(state.Known)))
            return "the known ids are not those of the elements";
        foreach (var leaf in Chunks.Leaves<T>(state.Root))
        {
            foreach (ref readonly var item in leaf.Items.AsSpan(0, leaf.Count))
            {
                for (var id = item.Id; id < item.End; id++)
                {
                    if (!KeyTree.TryFloor(state.Leaves, id, out _, out var name) || name != (ulong)leaf.Name)
                        return "an element is not in the leaf that the index names";
                }
            }
        }
        return null;
    }

    // The document and all that was derived must be what building it anew gives, however items are cut.
    private static string? FaultOfOrder<T>(SequenceState<T> state)
    {
        var anew = DocumentOrder<T>.Build(state.Replicas, state.Known, state.Deleted, Chunks.Of(state));
        return !Facts(state).SequenceEqual(Facts(anew)) ? "the document is not in the order of its tree"
            : anew.Waiting.Sum(chunk => (long)chunk.Length) != state.Waiting.Sum(chunk => (long)chunk.Length)
                ? "what waits is wrong"
            : null;
    }

    private static IEnumerable<(ulong Id, long Depth, bool HasRight)> Facts<T>(SequenceState<T> state) =>
        from leaf in Chunks.Leaves<T>(state.Root)
        from item in leaf.Items.Take(leaf.Count)
        from offset in Enumerable.Range(0, item.Length)
        select (item.Id + (ulong)offset, item.Depth + offset, offset + 1 < item.Length || item.HasRight);
}
