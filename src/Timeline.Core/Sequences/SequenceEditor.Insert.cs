using Timeline.Causality;

namespace Timeline.Sequences;

/// <content>Inserting by index: what a replica does itself.</content>
internal sealed partial class SequenceEditor<T>
{
    // The last element that was added, and where, so that the next one of a row is not looked up.
    private ulong _lastAdded;
    private SequenceLeaf<T>? _lastLeaf;

    /// <summary>Whether the replica can name so many elements more.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="count">How many.</param>
    /// <param name="last">The number of its last element.</param>
    public bool CanName(ReplicaId replica, int count, out long last)
    {
        if (!ReferenceEquals(_writer, replica))
            Become(replica);
        last = _nextSequence - 1;
        return count <= ElementId.LastSequence - last
            && (_writerPlace >= 0 || _replicas.Count < ElementId.MostReplicas);
    }

    /// <summary>Inserts values of a replica that <see cref="CanName"/> them.</summary>
    public void Insert(ReplicaId replica, int index, ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
            return;
        if (!ReferenceEquals(_writer, replica))
            Become(replica);
        if (_writerPlace < 0)
        {
            _writerPlace = _replicas.Count;
            _replicas = _replicas.Add(replica);
        }
        _changed = true;
        var most = SequenceLeaf<T>.MostValues / 2;
        while (values.Length > most)
        {
            InsertRow(index, values[..most]);
            values = values[most..];
            index += most;
        }
        InsertRow(index, values);
    }

    private void Become(ReplicaId replica)
    {
        WriteAdded();
        WriteDeleted();
        _writer = replica;
        _writerPlace = _replicas.PlaceOf(replica);
        _nextSequence = _writerPlace < 0
            ? 1
            : Math.Max(
                BehindAwaited(),
                Math.Max(IdRanges.Behind(_known, _writerPlace), IdRanges.Behind(_deleted, _writerPlace)));
    }

    // What waits for an element of this replica, which only a forger can hang on one that was never made, must not get
    // it by what is typed now: nobody would look for it again.
    private long BehindAwaited() => _state.Waiting
        .Where(chunk => chunk.Parent != ElementId.Root && ElementId.Replica(chunk.Parent) == _writerPlace)
        .Select(chunk => ElementId.Sequence(chunk.Parent) + 1)
        .Append(1)
        .Max();

    // The place is behind the visible element before the index, whatever deleted ones follow that. The new element is
    // the right child of that one if it has none; else what follows in the document has no left child, and takes it.
    private void InsertRow(int index, ReadOnlySpan<T> values)
    {
        var id = ElementId.Of(_writerPlace, _nextSequence);
        _nextSequence += values.Length;
        NoteAdded(id, values.Length);
        if (index == 0)
        {
            InsertFirst(id, values);
            return;
        }
        var offset = Seek(index - 1);
        while (!_leaf!.HasRoom(2, values.Length))
        {
            MakeRoom();
            offset = Seek(index - 1);
        }
        ref var before = ref _leaf!.Items[_place];
        var at = _valueStart + offset + 1;
        if (offset + 1 < before.Length)
        {
            var rest = before.Behind(offset + 1);
            before = before.First(offset + 1);
            _leaf.InsertItem(_place + 1, rest);
            Put(_place + 1, at, new Item(id, values.Length, rest.Id, left: true, rest.Depth + 1), values);
        }
        else if (before.HasRight)
        {
            var next = ItemBehind();
            Put(_place + 1, at, new Item(id, values.Length, next.Id, left: true, next.Depth + 1), values);
        }
        else if (before.End == id)
        {
            before.Extend(values.Length);
            PutValues(id, at, values);
        }
        else
        {
            var depth = before.Depth + before.Length;
            before = before.WithRight();
            Put(_place + 1, at, new Item(id, values.Length, before.End - 1, left: false, depth), values);
        }
    }

    private void InsertFirst(ulong id, ReadOnlySpan<T> values)
    {
        EnterFirst();
        while (!_leaf!.HasRoom(1, values.Length))
        {
            MakeRoom();
            EnterFirst();
        }
        var item = _leaf!.Count == 0
            ? new Item(id, values.Length, ElementId.Root, left: false, depth: 1)
            : new Item(id, values.Length, _leaf.Items[0].Id, left: true, _leaf.Items[0].Depth + 1);
        Put(0, 0, item, values);
    }

    private void Put(int place, int at, in Item item, ReadOnlySpan<T> values)
    {
        _leaf!.InsertItem(place, item);
        PutValues(item.Id, at, values);
    }

    // The index is right for an id behind the last known one of its replica if it names this leaf.
    private void PutValues(ulong id, int at, ReadOnlySpan<T> values)
    {
        TakeValues(at, values);
        if (id != _lastAdded + 1 || !ReferenceEquals(_leaf, _lastLeaf))
        {
            if (!TryLeafName(id, out var name) || name != _leaf!.Name)
                Assign(id, id + (ulong)values.Length, _leaf!.Name);
            _lastLeaf = _leaf;
        }
        _lastAdded = id + (ulong)values.Length - 1;
    }

    private void TakeValues(int at, ReadOnlySpan<T> values)
    {
        _leaf!.InsertValues(at, values);
        _gained += values.Length;
        _length += values.Length;
    }

    // The item behind the one stood at, which has a right child and so is not the last.
    private Item ItemBehind()
    {
        if (_place + 1 < _leaf!.Count)
            return _leaf.Items[_place + 1];
        var level = _way.Count - 1;
        while (_way[level].Place + 1 == _way[level].Branch.Count)
            level--;
        var node = _way[level].Branch.Children[_way[level].Place + 1];
        while (node is SequenceBranch branch)
            node = branch.Children[0];
        return ((SequenceLeaf<T>)node).Items[0];
    }
}
