namespace Timeline.Sequences;

/// <content>Where the editor stands, and how it goes elsewhere.</content>
internal sealed partial class SequenceEditor<T>
{
    // The branches above the leaf, from the root down, and which child of each leads on.
    private readonly List<(SequenceBranch Branch, int Place)> _way = [];

    private SequenceLeaf<T>? _leaf;
    private int _leafStart;
    private int _gained;

    // The item last looked at, and how many values of the leaf stand before its own.
    private int _place;
    private int _valueStart;

    /// <summary>The visible element of an index.</summary>
    public T At(int index)
    {
        if (_leaf is null || index < _leafStart || index >= _leafStart + _leaf.ValueCount)
            Enter(index);
        return _leaf!.Values[index - _leafStart];
    }

    /// <summary>Goes to the leaf with the visible element of an index, and to its item there.</summary>
    /// <returns>Which element of the item it is.</returns>
    private int Seek(int index)
    {
        if (_leaf is null || index < _leafStart || index >= _leafStart + _leaf.ValueCount)
            Enter(index);
        return SeekInLeaf(index - _leafStart);
    }

    private int SeekInLeaf(int value)
    {
        var items = _leaf!.Items;
        while (value < _valueStart)
            _valueStart -= items[--_place].Visible;
        while (true)
        {
            ref readonly var item = ref items[_place];
            var visible = item.Visible;
            if (value - _valueStart < visible)
                return value - _valueStart;
            _valueStart += visible;
            _place++;
        }
    }

    private void Enter(int index)
    {
        Leave();
        var start = 0;
        var node = _root;
        while (node is SequenceBranch branch)
        {
            var place = 0;
            while (index - start >= branch.Counts[place])
                start += branch.Counts[place++];
            node = Step(branch, place);
        }
        Stand((SequenceLeaf<T>)node, start);
    }

    /// <summary>Goes to the first leaf of the document.</summary>
    private void EnterFirst()
    {
        Leave();
        var node = _root;
        while (node is SequenceBranch branch)
            node = Step(branch, 0);
        Stand((SequenceLeaf<T>)node, 0);
    }

    /// <summary>Goes to the leaf of a name.</summary>
    private void EnterNamed(int name)
    {
        if (_leaf is not null && _leaf.Name == name)
            return;
        Leave();
        Span<int> names = stackalloc int[MostHeight];
        var height = NamesAbove(name, names);
        var start = 0;
        var node = _root;
        while (node is SequenceBranch branch)
        {
            var place = branch.PlaceOf(names[--height]);
            for (var i = 0; i < place; i++)
                start += branch.Counts[i];
            node = Step(branch, place);
        }
        Stand((SequenceLeaf<T>)node, start);
    }

    // Onto a child, which the editor may change afterwards.
    private SequenceNode Step(SequenceBranch branch, int place)
    {
        if (_way.Count == 0)
            _root = branch = branch.For(_owner);
        else if (!ReferenceEquals(branch.Owner, _owner))
            branch = OwnTop(branch);
        _way.Add((branch, place));
        return branch.Children[place];
    }

    private SequenceBranch OwnTop(SequenceBranch branch)
    {
        var own = branch.For(_owner);
        var (above, place) = _way[^1];
        above.Children[place] = own;
        return own;
    }

    private void Stand(SequenceLeaf<T> leaf, int start)
    {
        var own = leaf.For(_owner);
        if (_way.Count == 0)
            _root = own;
        else
            _way[^1].Branch.Children[_way[^1].Place] = own;
        _leaf = own;
        _leafStart = start;
        _place = _valueStart = 0;
    }

    /// <summary>Tells the nodes above the leaf what it gained, and stands nowhere.</summary>
    private void Leave()
    {
        if (_gained != 0)
        {
            foreach (var (branch, place) in _way)
                branch.Counts[place] += _gained;
        }
        _gained = 0;
        _way.Clear();
        _leaf = null;
    }

    /// <summary>Goes to the leaf behind the one stood in, or before it; false where there is none.</summary>
    private bool EnterBeside(bool behind)
    {
        var level = _way.Count - 1;
        while (level >= 0 && _way[level].Place == (behind ? _way[level].Branch.Count - 1 : 0))
            level--;
        if (level < 0)
            return false;
        var from = _leafStart;
        var left = _leaf!.ValueCount;
        var places = _way.Take(level + 1).Select(step => step.Place).ToArray();
        places[level] += behind ? 1 : -1;
        Leave();
        var node = _root;
        for (var depth = 0; node is SequenceBranch branch; depth++)
            node = Step(branch, depth < places.Length ? places[depth] : behind ? 0 : branch.Count - 1);
        var leaf = (SequenceLeaf<T>)node;
        Stand(leaf, behind ? from + left : from - leaf.ValueCount);
        return true;
    }

    /// <summary>Stands before an item of the leaf.</summary>
    private void StandAt(int place)
    {
        _place = place;
        _valueStart = _leaf!.ValuesBefore(place);
    }
}
