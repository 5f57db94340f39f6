namespace Timeline.Sequences;

/// <content>Full leaves and branches are halved.</content>
internal sealed partial class SequenceEditor<T>
{
    /// <summary>Halves the leaf stood in, and stands nowhere.</summary>
    private void MakeRoom()
    {
        var leaf = _leaf!;
        if (leaf.Count == 1)
        {
            var item = leaf.Items[0];
            leaf.InsertItem(1, item.Behind(item.Length / 2));
            leaf.Items[0] = item.First(item.Length / 2);
        }
        var kept = _place == leaf.Count - 1 && leaf.ValueCount < SequenceLeaf<T>.MostValues / 2
            ? leaf.Count * 3 / 4
            : Half(leaf);
        var right = leaf.SplitAt(kept, _nextName++);
        var way = _way.ToArray();
        Leave();
        _lastLeaf = null;
        for (var i = 0; i < right.Count;)
        {
            var start = right.Items[i].Id;
            var end = right.Items[i].End;
            while (++i < right.Count && right.Items[i].Id == end)
                end = right.Items[i].End;
            Assign(start, end, right.Name);
        }
        Adopt(way, leaf, right);
    }

    // Where half of the items or half of the values are passed, whatever there is too much of.
    private static int Half(SequenceLeaf<T> leaf)
    {
        if (leaf.Count > SequenceLeaf<T>.MostItems / 2)
            return leaf.Count / 2;
        var values = 0;
        var kept = 0;
        while (kept < leaf.Count - 1 && (kept == 0 || values < leaf.ValueCount / 2))
            values += leaf.Items[kept++].Visible;
        return kept;
    }

    // A node beside another: its parent takes it, halved itself where it is full, up to a new root.
    private void Adopt((SequenceBranch Branch, int Place)[] way, SequenceNode left, SequenceNode right)
    {
        for (var level = way.Length - 1; level >= 0; level--)
        {
            var (branch, place) = way[level];
            SequenceBranch? second = null;
            var parent = branch;
            if (branch.Count == SequenceBranch.Most)
            {
                var kept = place == branch.Count - 1 ? branch.Count * 3 / 4 : branch.Count / 2;
                second = branch.SplitAt(kept, _nextName++);
                for (var i = 0; i < second.Count; i++)
                    SetParent(second.Names[i], second.Name);
                if (place >= kept)
                    (parent, place) = (second, place - kept);
            }
            parent.Counts[place] = left.Visible;
            parent.InsertAt(place + 1, right);
            SetParent(right.Name, parent.Name);
            if (second is null)
                return;
            (left, right) = (branch, second);
        }
        var root = new SequenceBranch(_owner, _nextName++);
        root.InsertAt(0, left);
        root.InsertAt(1, right);
        SetParent(left.Name, root.Name);
        SetParent(right.Name, root.Name);
        _root = root;
    }

    private void SetParent(int name, int parent) =>
        _parents = KeyTree.Set(_parents, (ulong)name, (ulong)parent, _owner);
}
