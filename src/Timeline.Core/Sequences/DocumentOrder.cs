namespace Timeline.Sequences;

/// <summary>The document of a set of elements, from the tree that their parents and sides make (Fugue).</summary>
/// <remarks>
/// Fugue in the tree form of Weidner and Kleppmann ("The Art of the Fugue", 2023): the document is the tree walked in
/// order, the left children of an element before it and the right ones behind it, siblings by id. Here an element is a
/// chunk and a number in it; within a chunk each element is the right child of the one before. What cannot be reached
/// from the root, because its parent is not known or hangs on itself, waits.
/// </remarks>
internal sealed class DocumentOrder<T>
{
    private const int NotReached = 0;
    private const int BehindBit = 1 << 30;

    private readonly Chunk<T>[] _chunks;
    private readonly ReplicaTable _replicas;
    private readonly DocumentWriter<T> _writer;
    private readonly long[] _depths;
    private readonly bool[] _hasRight;

    // The children of all chunks, those of a chunk in the order in which its walk meets them.
    private readonly ulong[] _keys;
    private readonly int[] _children;
    private readonly int[] _firstChild;

    private DocumentOrder(Chunk<T>[] chunks, ReplicaTable replicas)
    {
        _chunks = chunks;
        _replicas = replicas;
        _writer = new DocumentWriter<T>();
        _depths = new long[chunks.Length];
        _hasRight = new bool[chunks.Length];
        (_keys, _children) = Children();
        _firstChild = new int[chunks.Length + 2];
        for (int chunk = 0, place = 0; chunk < _firstChild.Length; chunk++)
        {
            while (place < _keys.Length && (int)(_keys[place] >> 32) < chunk)
                place++;
            _firstChild[chunk] = place;
        }
    }

    /// <summary>The state of these elements.</summary>
    /// <param name="replicas">Who made them.</param>
    /// <param name="known">Their ids.</param>
    /// <param name="deleted">The deleted ids.</param>
    /// <param name="chunks">The elements, sorted by id, each chunk all deleted or none of it.</param>
    public static SequenceState<T> Build(ReplicaTable replicas, KeyNode? known, KeyNode? deleted, Chunk<T>[] chunks)
    {
        var order = new DocumentOrder<T>(chunks, replicas);
        order.Walk();
        Chunk<T>[] waiting = [.. chunks.Where((_, i) => order._depths[i] == NotReached)];
        return order._writer.ToState() with
        {
            Replicas = replicas,
            Known = known,
            Deleted = deleted,
            Waiting = waiting,
        };
    }

    // A key says whose child (0 is the root's) and when on the walk of that chunk. On the way forward come, for each
    // element, its left children, itself, its right children before the next element; on the way back the others.
    private (ulong[] Keys, int[] Children) Children()
    {
        var keys = new ulong[_chunks.Length];
        var children = new int[_chunks.Length];
        var count = 0;
        var parent = -1;
        for (var i = 0; i < _chunks.Length; i++)
        {
            ref readonly var chunk = ref _chunks[i];
            if (chunk.Parent != ElementId.Root)
            {
                if (parent < 0 || chunk.Parent < _chunks[parent].Id || chunk.Parent >= _chunks[parent].End)
                {
                    parent = i > 0 && chunk.Parent == _chunks[i - 1].End - 1
                        ? i - 1
                        : Chunks.PlaceOf<T>(_chunks, chunk.Parent);
                }
                if (parent < 0)
                    continue;
            }
            keys[count] = chunk.Parent == ElementId.Root ? 0 : ((ulong)(parent + 1) << 32) | When(chunk, parent);
            children[count++] = i;
        }
        Array.Resize(ref keys, count);
        Array.Resize(ref children, count);
        Array.Sort(keys, children);
        var siblings = Comparer<int>.Create((one, other) => _replicas.Compare(_chunks[one].Id, _chunks[other].Id));
        for (var i = 0; i + 1 < count; i++)
        {
            var end = i + 1;
            while (end < count && keys[end] == keys[i])
                end++;
            if (end > i + 1)
                Array.Sort(children, i, end - i, siblings);
            i = end - 1;
        }
        return (keys, children);
    }

    private uint When(in Chunk<T> chunk, int parent)
    {
        var offset = (int)(chunk.Parent - _chunks[parent].Id);
        if (chunk.IsLeft)
            return (uint)offset * 2;
        if (offset == _chunks[parent].Length - 1)
            _hasRight[parent] = true;
        else if (_replicas.Compare(chunk.Id, chunk.Parent + 1) > 0)
            return (uint)(BehindBit + Item.Longest - offset);
        return (uint)offset * 2 + 1;
    }

    private void Walk()
    {
        Stack<Visit> open = new();
        for (var place = _firstChild[0]; place < _firstChild[1]; place++)
        {
            Enter(open, _children[place], 1);
            while (open.TryPop(out var visit))
                Continue(open, visit);
        }
    }

    private void Enter(Stack<Visit> open, int chunk, long depth)
    {
        _depths[chunk] = depth;
        open.Push(new Visit(chunk, 0, _firstChild[chunk + 1]));
    }

    // Writes the chunk up to where its next child hangs, and goes there first.
    private void Continue(Stack<Visit> open, Visit visit)
    {
        ref readonly var chunk = ref _chunks[visit.Chunk];
        if (visit.Child < _firstChild[visit.Chunk + 2])
        {
            var when = unchecked((uint)_keys[visit.Child]);
            var isBehind = when >= BehindBit;
            var offset = isBehind ? (int)(BehindBit + Item.Longest - when) : (int)(when >> 1);
            var written = isBehind ? chunk.Length : offset + (int)(when & 1);
            Write(visit.Chunk, visit.Written, written);
            open.Push(new Visit(visit.Chunk, written, visit.Child + 1));
            Enter(open, _children[visit.Child], _depths[visit.Chunk] + offset + 1);
            return;
        }
        Write(visit.Chunk, visit.Written, chunk.Length);
    }

    private void Write(int place, int from, int to)
    {
        if (from == to)
            return;
        var part = _chunks[place].Slice(from, to - from);
        var item = new Item(part.Id, part.Length, part.Parent, part.IsLeft, _depths[place] + from);
        if (to < _chunks[place].Length || _hasRight[place])
            item = item.WithRight();
        _writer.Add(part.Values.IsEmpty ? item.AsDeleted() : item, part.Values.Span);
    }

    private readonly record struct Visit(int Chunk, int Written, int Child);
}
