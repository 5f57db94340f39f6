namespace Timeline.Sequences;

/// <content>Elements of others get the place that their parent, side and id say.</content>
/// <remarks>
/// In the document the left children of an element, by id, with all that hangs on each, stand before it, and its right
/// children behind it (Fugue). So a new child is looked for among what hangs on its siblings: from the parent on
/// outwards, past each item that hangs on a sibling which belongs nearer.
/// </remarks>
internal sealed partial class SequenceEditor<T>
{
    // How many items and ancestors were looked at for siblings; where that is much, building all anew is cheaper.
    private long _steps;

    /// <summary>What is deleted by now.</summary>
    public KeyNode? Deleted => _deleted;

    /// <summary>
    /// Whether finding places cost more than building the document anew would; what was placed by then may be wrong.
    /// </summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The replicas from now on: the ones there are, and more behind them.</summary>
    public void Know(ReplicaTable replicas) => _replicas = replicas;

    /// <summary>Notes that ids are held.</summary>
    public void AddKnown(ulong start, ulong end)
    {
        _changed = true;
        WriteAdded();
        _known = IdRanges.Add(_known, start, end, _owner);
    }

    /// <summary>
    /// Puts elements, all there or all deleted, where they belong; false if their parent is not there.
    /// </summary>
    public bool TryPlace(Chunk<T> chunk)
    {
        var most = SequenceLeaf<T>.MostValues / 2;
        while (chunk.Values.Length > most)
        {
            if (!TryPlaceRow(chunk.Slice(0, most)))
                return false;
            chunk = chunk.Slice(most, chunk.Length - most);
        }
        return TryPlaceRow(chunk);
    }

    private bool TryPlaceRow(in Chunk<T> chunk)
    {
        int place;
        long depth;
        while (true)
        {
            if (!TryStandAtParent(chunk, out var offset, out depth))
                return false;
            if (_leaf!.HasRoom(3, chunk.Values.Length))
            {
                place = chunk.IsLeft ? PlaceLeft(chunk, offset, depth) : PlaceRight(chunk, offset, depth);
                if (_leaf.HasRoom(1, chunk.Values.Length))
                    break;
            }
            MakeRoom();
        }
        _changed = true;
        StandAt(place);
        var item = new Item(chunk.Id, chunk.Length, chunk.Parent, chunk.IsLeft, depth);
        if (chunk.Values.IsEmpty)
            item = item.AsDeleted();
        if (place > 0 && _leaf.Items[place - 1].Continues(item))
            _leaf.Items[place - 1] = _leaf.Items[place - 1].With(item);
        else
            _leaf.InsertItem(place, item);
        var at = _valueStart;
        StandAt(Math.Min(place, _leaf.Count - 1));
        TakeValues(at, chunk.Values.Span);
        Assign(chunk.Id, chunk.End, _leaf.Name);
        return true;
    }

    // The depth is that of the child. The root is before all that is there.
    private bool TryStandAtParent(in Chunk<T> chunk, out int offset, out long depth)
    {
        (offset, depth) = (0, 1);
        if (chunk.Parent == ElementId.Root)
        {
            EnterFirst();
            return true;
        }
        if (!SeekId(chunk.Parent, out offset))
            return false;
        depth = _leaf!.Items[_place].Depth + offset + 1;
        return true;
    }

    private int PlaceRight(in Chunk<T> chunk, int offset, long depth)
    {
        if (chunk.Parent == ElementId.Root)
            return PastNearer(chunk, depth, 0);
        ref var parent = ref _leaf!.Items[_place];
        if (offset + 1 < parent.Length)
        {
            if (_replicas.Compare(chunk.Id, chunk.Parent + 1) > 0)
                return PastNearer(chunk, depth, _place + 1);
            SplitHere(offset + 1);
            return _place + 1;
        }
        if (parent.HasRight)
            return PastNearer(chunk, depth, _place + 1);
        parent = parent.WithRight();
        return _place + 1;
    }

    private int PlaceLeft(in Chunk<T> chunk, int offset, long depth)
    {
        if (offset > 0)
        {
            SplitHere(offset);
            return _place + 1;
        }
        var place = _place;
        while (true)
        {
            if (place == 0)
            {
                if (!EnterBeside(behind: false))
                    return 0;
                place = _leaf!.Count;
            }
            if (!HangsOnSibling(_leaf!.Items[place - 1], chunk, depth, out var sibling)
                || _replicas.Compare(chunk.Id, sibling) > 0)
            {
                return place;
            }
            place--;
        }
    }

    private int PastNearer(in Chunk<T> chunk, long depth, int place)
    {
        while (true)
        {
            if (place == _leaf!.Count)
            {
                if (!EnterBeside(behind: true))
                    return place;
                place = 0;
            }
            if (!HangsOnSibling(_leaf.Items[place], chunk, depth, out var sibling)
                || _replicas.Compare(chunk.Id, sibling) < 0)
            {
                return place;
            }
            place++;
        }
    }

    private void SplitHere(int offset)
    {
        var item = _leaf!.Items[_place];
        _leaf.Items[_place] = item.First(offset);
        _leaf.InsertItem(_place + 1, item.Behind(offset));
    }

    // The ancestor of the item at the depth of the chunk, if it hangs where the chunk does. Where finding it takes too
    // long the answer is no, whatever is right: all that this editor did is thrown away then.
    private bool HangsOnSibling(Item item, in Chunk<T> chunk, long depth, out ulong sibling)
    {
        sibling = 0;
        if (!TakeStep() || item.Depth < depth)
            return false;
        while (item.Depth > depth)
        {
            if (!TakeStep())
                return false;
            _ = TryItem(item.Parent, out item);
        }
        sibling = item.Id + (ulong)(depth - item.Depth);
        return depth == item.Depth
            ? item.Parent == chunk.Parent && item.IsLeft == chunk.IsLeft
            : sibling - 1 == chunk.Parent && !chunk.IsLeft;
    }

    private bool TakeStep()
    {
        IsTooLong |= ++_steps > 1024L + (64L * _nextName);
        return !IsTooLong;
    }
}
