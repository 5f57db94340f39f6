namespace Timeline.Sequences;

/// <content>Deleting, by index and by id.</content>
internal sealed partial class SequenceEditor<T>
{
    /// <summary>Deletes visible elements.</summary>
    public void Delete(int index, int count)
    {
        _changed |= count > 0;
        while (count > 0)
        {
            var offset = Seek(index);
            while (!_leaf!.HasRoom(2, 0))
            {
                MakeRoom();
                offset = Seek(index);
            }
            ref readonly var item = ref _leaf!.Items[_place];
            var deleted = Math.Min(count, item.Length - offset);
            NoteDeleted(item.Id + (ulong)offset, deleted);
            DeleteHere(offset, deleted);
            count -= deleted;
        }
    }

    /// <summary>Deletes ids, whether or not they are in the document.</summary>
    public void DeleteIds(ulong start, ulong end)
    {
        WriteAdded();
        WriteDeleted();
        while (start < end)
        {
            var next = IdRanges.Stretch(_deleted, start, end, out var already);
            if (!already)
            {
                _changed = true;
                DeleteHeld(start, next);
                _deleted = IdRanges.Add(_deleted, start, next, _owner);
            }
            start = next;
        }
    }

    // Of ids none of which is deleted, those in the document.
    private void DeleteHeld(ulong start, ulong end)
    {
        while (start < end)
        {
            var known = IdRanges.Stretch(_known, start, end, out var held);
            while (held && start < known)
            {
                if (!SeekId(start, out var offset))
                {
                    start = Math.Min(known, BehindWaiting(start));
                    continue;
                }
                if (!_leaf!.HasRoom(2, 0))
                {
                    MakeRoom();
                    continue;
                }
                var deleted = (int)Math.Min(known - start, (ulong)(_leaf.Items[_place].Length - offset));
                start += (ulong)deleted;
                DeleteHere(offset, deleted);
            }
            start = known;
        }
    }

    private ulong BehindWaiting(ulong id)
    {
        var place = Chunks.PlaceOf(_state.Waiting, id);
        return place >= 0 ? _state.Waiting[place].End : id + 1;
    }

    /// <summary>Deletes elements of the item stood at; what is deleted joins what is deleted beside it.</summary>
    private void DeleteHere(int offset, int count)
    {
        var leaf = _leaf!;
        leaf.RemoveValues(_valueStart + offset, count);
        _gained -= count;
        _length -= count;
        var item = leaf.Items[_place];
        var deleted = item.Behind(offset).First(count).AsDeleted();
        var behind = offset + count < item.Length;
        if (offset > 0)
        {
            leaf.Items[_place] = item.First(offset);
            var next = _place + 1;
            if (!behind && next < leaf.Count && deleted.Continues(leaf.Items[next]))
                leaf.Items[next] = deleted.With(leaf.Items[next]);
            else
                leaf.InsertItem(next, deleted);
            if (behind)
                leaf.InsertItem(next + 1, item.Behind(offset + count));
            return;
        }
        if (_place > 0 && leaf.Items[_place - 1].Continues(deleted))
        {
            leaf.Items[_place - 1] = leaf.Items[_place - 1].With(deleted);
            if (behind)
            {
                leaf.Items[_place] = item.Behind(count);
                return;
            }
            leaf.RemoveItem(_place--);
        }
        else
        {
            leaf.Items[_place] = deleted;
            if (behind)
            {
                leaf.InsertItem(_place + 1, item.Behind(count));
                return;
            }
        }
        if (_place + 1 < leaf.Count && leaf.Items[_place].Continues(leaf.Items[_place + 1]))
        {
            leaf.Items[_place] = leaf.Items[_place].With(leaf.Items[_place + 1]);
            leaf.RemoveItem(_place + 1);
        }
    }
}
