namespace Timeline.Sequences;

/// <summary>
/// A document of items that are given in its order: full leaves, then the branches and maps over them.
/// </summary>
internal sealed class DocumentWriter<T>
{
    // A little room is left, so that the next edits do not halve every leaf.
    private const int FullItems = SequenceLeaf<T>.MostItems * 7 / 8;

    private readonly List<SequenceNode> _leaves = [];
    private readonly Item[] _items = new Item[SequenceLeaf<T>.MostItems];
    private readonly T[] _values = new T[SequenceLeaf<T>.MostValues];
    private readonly int _fullValues = SequenceLeaf<T>.MostValues * 7 / 8;
    private int _count;
    private int _valueCount;
    private int _total;
    private int _name = SequenceState<T>.FirstName;

    /// <summary>Adds an item at the end.</summary>
    public void Add(Item item, ReadOnlySpan<T> values)
    {
        while (item.Visible > 0 && _valueCount + item.Length > _fullValues)
        {
            var first = _fullValues - _valueCount;
            if (first > 0)
            {
                Append(item.First(first), values[..first]);
                item = item.Behind(first);
                values = values[first..];
            }
            Close();
        }
        Append(item, values);
    }

    /// <summary>The state with this document and nothing else.</summary>
    public SequenceState<T> ToState()
    {
        if (_count > 0)
            Close();
        if (_leaves.Count == 0)
            return SequenceState<T>.Empty;
        var leafOf = LeafOfIds();
        var level = _leaves;
        SortedDictionary<int, int> parents = [];
        while (level.Count > 1)
        {
            List<SequenceNode> above = [];
            foreach (var children in level.Chunk(SequenceBranch.Most * 7 / 8))
            {
                var branch = new SequenceBranch(owner: null, _name++);
                foreach (var child in children)
                {
                    branch.InsertAt(branch.Count, child);
                    parents[child.Name] = branch.Name;
                }
                above.Add(branch);
            }
            level = above;
        }
        return new SequenceState<T>
        {
            Root = level[0],
            Leaves = leafOf,
            Parents = KeyTree.FromSorted(
                [.. parents.Keys.Select(name => (ulong)name)], [.. parents.Values.Select(name => (ulong)name)]),
            NextName = _name,
            Length = _total,
        };
    }

    private void Append(in Item item, ReadOnlySpan<T> values)
    {
        if (_count > 0 && _items[_count - 1].Continues(item))
        {
            _items[_count - 1] = _items[_count - 1].With(item);
        }
        else
        {
            if (_count == FullItems)
                Close();
            _items[_count++] = item;
        }
        values.CopyTo(_values.AsSpan(_valueCount));
        _valueCount += values.Length;
        _total += values.Length;
    }

    private void Close()
    {
        var leaf = new SequenceLeaf<T>(owner: null, _name++, _count, _valueCount)
        {
            Count = _count,
            ValueCount = _valueCount,
        };
        _items.AsSpan(0, _count).CopyTo(leaf.Items);
        _values.AsSpan(0, _valueCount).CopyTo(leaf.Values);
        _leaves.Add(leaf);
        _count = _valueCount = 0;
    }

    private KeyNode? LeafOfIds()
    {
        List<ulong> ids = [];
        List<ulong> names = [];
        foreach (var node in _leaves)
        {
            var leaf = (SequenceLeaf<T>)node;
            for (var i = 0; i < leaf.Count; i++)
            {
                ids.Add(leaf.Items[i].Id);
                names.Add((ulong)leaf.Name);
            }
        }
        var (keys, values) = (ids.ToArray(), names.ToArray());
        Array.Sort(keys, values);
        var kept = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0 && values[i] == values[kept - 1]
                && ElementId.Replica(keys[i]) == ElementId.Replica(keys[kept - 1]))
            {
                continue;
            }
            (keys[kept], values[kept]) = (keys[i], values[i]);
            kept++;
        }
        return KeyTree.FromSorted(keys.AsSpan(0, kept), values.AsSpan(0, kept));
    }
}
