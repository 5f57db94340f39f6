namespace Timeline.Sequences;

/// <summary>Joins two states, and finds what one has more than the other.</summary>
/// <remarks>
/// Both costs what differs where the states come from one: what they share is not looked at. Few new elements are put
/// in their places one by one; where they are many, or hard to place, the document is built anew from all.
/// </remarks>
internal static class SequenceMerge
{
    /// <summary>The union of two states; one of them where it has everything of the other.</summary>
    public static SequenceState<T> Merge<T>(SequenceState<T> ours, SequenceState<T> theirs)
    {
        if (ReferenceEquals(ours, theirs))
            return ours;
        var (replicas, places) = ours.Replicas.Join(theirs.Replicas);
        var added = Missing(theirs.Known, ours.Known, places);
        var deleted = Missing(theirs.Deleted, ours.Deleted, places);
        if (added.Count == 0 && deleted.Count == 0)
            return ours;
        if (HasAllOf(theirs, ours))
            return theirs;
        var incoming = Incoming(theirs, added, places);
        return AreFew(incoming, ours)
            && TryPlaceEach(ours, replicas, added, deleted, incoming) is { } merged
            ? merged
            : BuildAnew(ours, replicas, added, deleted, incoming);
    }

    /// <summary>What a state has and another has not, as a state.</summary>
    public static SequenceState<T> Delta<T>(SequenceState<T> ours, SequenceState<T> since)
    {
        if (ReferenceEquals(ours, since))
            return SequenceState<T>.Empty;
        var (_, places) = since.Replicas.Join(ours.Replicas);
        var added = Missing(ours.Known, since.Known, places);
        var deleted = Missing(ours.Deleted, since.Deleted, places);
        if (added.Count == 0 && deleted.Count == 0)
            return SequenceState<T>.Empty;
        if (since.Known is null && since.Deleted is null)
            return ours;
        List<Chunk<T>> chunks = [];
        var owner = new object();
        KeyNode? known = null;
        KeyNode? gone = null;
        foreach (var range in deleted)
            gone = IdRanges.Add(gone, range.TheirStart, range.TheirEnd, owner);
        foreach (var range in added)
        {
            Collect(ours, range, chunks);
            known = IdRanges.Add(known, range.TheirStart, range.TheirEnd, owner);
        }
        // The peer may know of a deletion and not of the element; the delta has both, so that it is a state of its own.
        foreach (var chunk in chunks.Where(chunk => chunk.Values.IsEmpty))
            gone = IdRanges.Add(gone, chunk.Id, chunk.End, owner);
        return DocumentOrder<T>.Build(ours.Replicas, known, gone, Chunks.Sorted(chunks));
    }

    /// <summary>Whether a state has everything of another.</summary>
    public static bool HasAllOf<T>(SequenceState<T> ours, SequenceState<T> theirs)
    {
        var (_, places) = ours.Replicas.Join(theirs.Replicas);
        return Missing(theirs.Known, ours.Known, places).Count == 0
            && Missing(theirs.Deleted, ours.Deleted, places).Count == 0;
    }

    // The ids of their set that ours lacks, in their names and in ours.
    private static List<IdSpan> Missing(KeyNode? theirs, KeyNode? ours, int[] places)
    {
        List<IdSpan> missing = [];
        foreach (var (first, last) in KeyTree.Unshared(theirs, ours))
        {
            var shift = unchecked(ElementId.At(places[ElementId.Replica(first)], first) - first);
            var start = unchecked(first + shift);
            var end = unchecked(last + shift);
            while (start < end)
            {
                var next = IdRanges.Stretch(ours, start, end, out var have);
                if (!have)
                    missing.Add(new IdSpan(start, next, unchecked(0 - shift)));
                start = next;
            }
        }
        return missing;
    }

    private static Chunk<T>[] Incoming<T>(SequenceState<T> theirs, List<IdSpan> added, int[] places)
    {
        List<Chunk<T>> chunks = [];
        foreach (var range in added)
            Collect(theirs, range, chunks);
        return Chunks.Sorted(chunks.Select(chunk => chunk.Named(places)));
    }

    // The elements of a range of ids that a state holds, in the document or waiting.
    private static void Collect<T>(SequenceState<T> state, IdSpan range, List<Chunk<T>> chunks)
    {
        var finder = new SequenceEditor<T>(state);
        for (var id = range.TheirStart; id < range.TheirEnd;)
        {
            var chunk = finder.ChunkOf(id);
            var start = (int)(id - chunk.Id);
            var count = (int)Math.Min((ulong)(chunk.Length - start), range.TheirEnd - id);
            chunks.Add(chunk.Slice(start, count));
            id += (ulong)count;
        }
    }

    // What waits is looked at again only where something that it hangs on got a place: however much a forger lets wait,
    // a merge does not cost that.
    private static SequenceState<T>? TryPlaceEach<T>(
        SequenceState<T> ours, ReplicaTable replicas, List<IdSpan> added, List<IdSpan> deleted, Chunk<T>[] incoming)
    {
        var editor = new SequenceEditor<T>(ours);
        editor.Know(replicas);
        foreach (var range in deleted)
            editor.DeleteIds(range.Start, range.End);
        foreach (var range in added)
            editor.AddKnown(range.Start, range.End);
        var placing = new Placing<T>(editor, incoming);
        if (!placing.TryAll())
            return null;
        if (ours.Waiting.Any(chunk => placing.HasPlaced(chunk.Parent)))
        {
            if (!AreFew(ours.Waiting, ours))
                return null;
            placing = new Placing<T>(editor, Chunks.With(ours.Waiting, placing.Waiting()));
            return placing.TryAll() ? editor.ToState(placing.Waiting()) : null;
        }
        var waiting = deleted.Count == 0
            ? ours.Waiting
            : [.. ours.Waiting.SelectMany(chunk => Chunks.Cut(chunk, editor.Deleted))];
        return editor.ToState(Chunks.With(waiting, placing.Waiting()));
    }

    private static bool AreFew<T>(Chunk<T>[] chunks, SequenceState<T> state) =>
        chunks.Length <= (state.NextName * 2L) + 16;

    private static SequenceState<T> BuildAnew<T>(
        SequenceState<T> ours, ReplicaTable replicas, List<IdSpan> added, List<IdSpan> deleted, Chunk<T>[] incoming)
    {
        var owner = new object();
        var known = added.Aggregate(ours.Known, (set, range) => IdRanges.Add(set, range.Start, range.End, owner));
        var gone = deleted.Aggregate(ours.Deleted, (set, range) => IdRanges.Add(set, range.Start, range.End, owner));
        var all = incoming.Concat(Chunks.Of(ours));
        return DocumentOrder<T>.Build(
            replicas, known, gone, Chunks.Sorted(all.SelectMany(chunk => Chunks.Cut(chunk, gone))));
    }
}
