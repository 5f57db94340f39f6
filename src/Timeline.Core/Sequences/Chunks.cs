namespace Timeline.Sequences;

/// <summary>Chunks in the order of their ids.</summary>
internal static class Chunks
{
    /// <summary>The place of the chunk that contains an id, or -1.</summary>
    public static int PlaceOf<T>(ReadOnlySpan<Chunk<T>> chunks, ulong id)
    {
        var count = CountUpTo(chunks, id);
        return count > 0 && id < chunks[count - 1].End ? count - 1 : -1;
    }

    /// <summary>Sorted chunks with some more, which are sorted too.</summary>
    public static Chunk<T>[] With<T>(Chunk<T>[] chunks, Chunk<T>[] more)
    {
        if (more.Length == 0)
            return chunks;
        var all = new Chunk<T>[chunks.Length + more.Length];
        var taken = 0;
        for (var i = 0; i < more.Length; i++)
        {
            var before = CountUpTo<T>(chunks, more[i].Id);
            Array.Copy(chunks, taken, all, taken + i, before - taken);
            all[before + i] = more[i];
            taken = before;
        }
        Array.Copy(chunks, taken, all, taken + more.Length, chunks.Length - taken);
        return all;
    }

    // How many begin with the id or before it.
    private static int CountUpTo<T>(ReadOnlySpan<Chunk<T>> chunks, ulong id)
    {
        var low = 0;
        var high = chunks.Length;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (chunks[middle].Id <= id)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>All elements of a state, sorted by their ids.</summary>
    public static Chunk<T>[] Of<T>(SequenceState<T> state)
    {
        List<Chunk<T>> chunks = [.. state.Waiting];
        foreach (var leaf in Leaves<T>(state.Root))
        {
            var values = 0;
            foreach (ref readonly var item in leaf.Items.AsSpan(0, leaf.Count))
            {
                chunks.Add(Of(leaf, item, values));
                values += item.Visible;
            }
        }
        return Sorted(chunks);
    }

    /// <summary>The chunks sorted by their ids.</summary>
    public static Chunk<T>[] Sorted<T>(IEnumerable<Chunk<T>> chunks)
    {
        var sorted = chunks.ToArray();
        Array.Sort(Array.ConvertAll(sorted, chunk => chunk.Id), sorted);
        return sorted;
    }

    /// <summary>Whether sorted chunks are the same elements, however they are cut.</summary>
    public static bool AreSame<T>(Chunk<T>[] one, Chunk<T>[] other)
    {
        var (i, j, left, right) = (0, 0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var count = Math.Min(one[i].Length - left, other[j].Length - right);
            var (ours, theirs) = (one[i].Slice(left, count), other[j].Slice(right, count));
            if (ours with { Values = default } != theirs with { Values = default }
                || !MemoryExtensions.SequenceEqual(ours.Values.Span, theirs.Values.Span, comparer: null))
            {
                return false;
            }
            (i, left) = left + count == one[i].Length ? (i + 1, 0) : (i, left + count);
            (j, right) = right + count == other[j].Length ? (j + 1, 0) : (j, right + count);
        }
        return i == one.Length && j == other.Length;
    }

    /// <summary>The leaves of a document, in order.</summary>
    public static IEnumerable<SequenceLeaf<T>> Leaves<T>(SequenceNode root)
    {
        Stack<SequenceNode> open = new([root]);
        while (open.TryPop(out var node))
        {
            if (node is SequenceLeaf<T> leaf)
            {
                yield return leaf;
                continue;
            }
            var branch = (SequenceBranch)node;
            for (var i = branch.Count - 1; i >= 0; i--)
                open.Push(branch.Children[i]);
        }
    }

    /// <summary>An item of a leaf, whose values begin at a number.</summary>
    public static Chunk<T> Of<T>(SequenceLeaf<T> leaf, in Item item, int values) =>
        new(item.Id, item.Parent, item.IsLeft, item.Length, leaf.Values.AsMemory(values, item.Visible));

    /// <summary>
    /// A chunk cut where elements are deleted and where they are not; deleted ones lose their values.
    /// </summary>
    public static IEnumerable<Chunk<T>> Cut<T>(Chunk<T> chunk, KeyNode? deleted)
    {
        for (var start = chunk.Id; start < chunk.End;)
        {
            var end = IdRanges.Stretch(deleted, start, chunk.End, out var gone);
            var part = chunk.Slice((int)(start - chunk.Id), (int)(end - start));
            yield return gone ? part with { Values = default } : part;
            start = end;
        }
    }
}
