using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>What is written of a state: its elements and what is deleted, in one form for equal states.</summary>
/// <remarks>
/// The replicas are sorted by name and only those that are named; the elements are sorted by id and in rows as long as
/// can be. The document is not among it: it follows from the elements, so that no reader has to believe it.
/// </remarks>
internal sealed class SequenceContent<T>
{
    /// <summary>
    /// The most elements of a state that is read, deleted ones included: few bytes can stand for many.
    /// </summary>
    public const long MostElements = 1L << 30;

    private SequenceContent(ReplicaId[] replicas, Chunk<T>[] chunks, (ulong Start, ulong End)[] deleted)
    {
        Replicas = replicas;
        Chunks = chunks;
        Deleted = deleted;
    }

    public ReplicaId[] Replicas { get; }

    /// <summary>All elements; a chunk that continues the one before it may stand behind that.</summary>
    public Chunk<T>[] Chunks { get; }

    public (ulong Start, ulong End)[] Deleted { get; }

    /// <summary>What is written of a state; elements that cannot be written are deleted there.</summary>
    /// <remarks>
    /// A forger can delete half of what belongs together, or hang something between. That what remains of it goes too
    /// is a change as any other, which comes to all by merging; to refuse it would be to lose the whole sequence.
    /// </remarks>
    public static SequenceContent<T> Of(SequenceState<T> state, IValueForm<T> form)
    {
        var chunks = Sequences.Chunks.Of(state);
        var gone = state.Deleted;
        var owner = new object();
        foreach (var id in form.Broken(chunks))
            gone = IdRanges.Add(gone, id, id + 1, owner);
        if (!ReferenceEquals(gone, state.Deleted))
            chunks = [.. chunks.SelectMany(chunk => Sequences.Chunks.Cut(chunk, gone))];
        var deleted = KeyTree.Entries(gone).ToArray();
        var named = new bool[state.Replicas.Count];
        foreach (var chunk in chunks)
        {
            named[ElementId.Replica(chunk.Id)] = true;
            if (chunk.Parent != ElementId.Root)
                named[ElementId.Replica(chunk.Parent)] = true;
        }
        foreach (var (start, _) in deleted)
            named[ElementId.Replica(start)] = true;
        int[] sorted =
        [
            .. Enumerable.Range(0, named.Length).Where(place => named[place]).OrderBy(place => state.Replicas[place]),
        ];
        var places = new int[named.Length];
        for (var i = 0; i < sorted.Length; i++)
            places[sorted[i]] = i;
        if (!sorted.SequenceEqual(Enumerable.Range(0, sorted.Length)))
        {
            chunks = Sequences.Chunks.Sorted(chunks.Select(chunk => chunk.Named(places)));
            deleted = [.. deleted.Select(range => Named(range, places)).Order()];
        }
        return new SequenceContent<T>([.. sorted.Select(place => state.Replicas[place])], chunks, deleted);
    }

    /// <summary>The state with this content.</summary>
    /// <param name="replicas">The replicas, by the places that ids name, none of them twice.</param>
    /// <param name="rows">The elements, in any order.</param>
    /// <param name="deleted">The deleted ids, in any order.</param>
    /// <param name="form">What the values are.</param>
    /// <exception cref="CrdtFault">An element is there twice, or is deleted and has a value, or neither.</exception>
    public static SequenceState<T> ToState(
        ReplicaId[] replicas, List<Chunk<T>> rows, IEnumerable<(ulong Start, ulong End)> deleted, IValueForm<T> form)
    {
        var chunks = Sequences.Chunks.Sorted(rows);
        var gone = Ranges(deleted);
        var known = Ranges(chunks.Select(chunk => (chunk.Id, chunk.End)));
        for (var i = 0; i < chunks.Length; i++)
        {
            ref readonly var chunk = ref chunks[i];
            if (i > 0 && chunks[i - 1].End > chunk.Id)
                throw new CrdtFault("an element is there twice");
            var end = IdRanges.Stretch(gone, chunk.Id, chunk.End, out var isGone);
            if (end != chunk.End || isGone != chunk.Values.IsEmpty)
                throw new CrdtFault("an element is deleted and has a value, or neither");
            if (chunk.Parent == ElementId.Root && chunk.IsLeft)
                throw new CrdtFault("an element stands before the start");
            if (!form.IsWhole(chunk.Values.Span))
                throw new CrdtFault("a text has half of a surrogate pair");
        }
        return chunks.Length == 0 && gone is null
            ? SequenceState<T>.Empty
            : DocumentOrder<T>.Build(new ReplicaTable(replicas), known, gone, chunks);
    }

    private static KeyNode? Ranges(IEnumerable<(ulong Start, ulong End)> ranges)
    {
        List<ulong> starts = [];
        List<ulong> ends = [];
        foreach (var (start, end) in ranges.Order())
        {
            if (ends.Count > 0 && start <= ends[^1])
            {
                ends[^1] = Math.Max(end, ends[^1]);
                continue;
            }
            starts.Add(start);
            ends.Add(end);
        }
        return KeyTree.FromSorted(starts.ToArray(), ends.ToArray());
    }

    private static (ulong Start, ulong End) Named((ulong Start, ulong End) range, int[] places)
    {
        var start = ElementId.At(places[ElementId.Replica(range.Start)], range.Start);
        return (start, start + (range.End - range.Start));
    }
}
