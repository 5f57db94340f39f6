using System.Diagnostics;

namespace Timeline.Sequences;

/// <content>From an id to its place.</content>
internal sealed partial class SequenceEditor<T>
{
    // With 32 children a node, more than any memory holds.
    private const int MostHeight = 16;

    /// <summary>Goes to an element; false if it is not in the document.</summary>
    /// <param name="id">The element.</param>
    /// <param name="offset">Which element of the item stood at it is.</param>
    private bool SeekId(ulong id, out int offset)
    {
        offset = 0;
        if (!TryLeafName(id, out var name))
            return false;
        EnterNamed(name);
        var place = _leaf!.PlaceOf(id);
        if (place < 0)
            return false;
        StandAt(place);
        offset = (int)(id - _leaf.Items[place].Id);
        return true;
    }

    /// <summary>The item that contains an element of the document, without going there.</summary>
    private bool TryItem(ulong id, out Item item)
    {
        item = default;
        if (!TryLeafName(id, out var name))
            return false;
        var leaf = _leaf is not null && _leaf.Name == name ? _leaf : LeafNamed(name);
        var place = leaf.PlaceOf(id);
        if (place < 0)
            return false;
        item = leaf.Items[place];
        return true;
    }

    /// <summary>How many visible elements stand before one of the document, and whether it is visible itself.</summary>
    public bool TryIndexOf(ulong id, out int index, out bool isVisible)
    {
        (index, isVisible) = (0, false);
        if (!TryLeafName(id, out var name))
            return false;
        Span<int> names = stackalloc int[MostHeight];
        var height = NamesAbove(name, names);
        var node = _root;
        while (node is SequenceBranch branch)
        {
            var child = branch.PlaceOf(names[--height]);
            for (var i = 0; i < child; i++)
                index += branch.Counts[i];
            node = branch.Children[child];
        }
        var leaf = (SequenceLeaf<T>)node;
        var place = leaf.PlaceOf(id);
        if (place < 0)
            return false;
        isVisible = !leaf.Items[place].IsDeleted;
        index += leaf.ValuesBefore(place) + (isVisible ? (int)(id - leaf.Items[place].Id) : 0);
        return true;
    }

    /// <summary>The elements around one that is held, in the document or waiting.</summary>
    public Chunk<T> ChunkOf(ulong id)
    {
        if (TryLeafName(id, out var name))
        {
            var leaf = LeafNamed(name);
            var place = leaf.PlaceOf(id);
            if (place >= 0)
                return Chunks.Of(leaf, leaf.Items[place], leaf.ValuesBefore(place));
        }
        return _state.Waiting[Chunks.PlaceOf(_state.Waiting, id)];
    }

    // The index also answers for ids that are not there: the leaf says whether they are.
    private bool TryLeafName(ulong id, out int name)
    {
        var found = KeyTree.TryFloor(_leaves, id, out var start, out var value)
            && ElementId.Replica(start) == ElementId.Replica(id);
        name = (int)value;
        return found;
    }

    private SequenceLeaf<T> LeafNamed(int name)
    {
        Span<int> names = stackalloc int[MostHeight];
        var height = NamesAbove(name, names);
        var node = _root;
        while (node is SequenceBranch branch)
            node = branch.Children[branch.PlaceOf(names[--height])];
        return (SequenceLeaf<T>)node;
    }

    // From the leaf up to the child of the root, so many.
    private int NamesAbove(int name, Span<int> names)
    {
        var height = 0;
        for (var at = name; at != _root.Name; at = ParentOf(at))
            names[height++] = at;
        return height;
    }

    private int ParentOf(int name) => KeyTree.TryFloor(_parents, (ulong)name, out var found, out var parent)
        && found == (ulong)name ? (int)parent : throw new UnreachableException();

    /// <summary>Notes that ids are in a leaf now.</summary>
    /// <remarks>
    /// What was said of the ids behind them holds on, but where there are none: a row grows without a word.
    /// </remarks>
    private void Assign(ulong start, ulong end, int name)
    {
        var known = KeyTree.TryFloor(_leaves, end, out var last, out var behind)
            && ElementId.Replica(last) == ElementId.Replica(end);
        while (KeyTree.TryCeiling(_leaves, start, out var next, out _) && next < end)
            _leaves = KeyTree.Remove(_leaves, next, _owner);
        if (!TryLeafName(start, out var before) || before != name)
            _leaves = KeyTree.Set(_leaves, start, (ulong)name, _owner);
        if (known && last != end && (int)behind != name && KnowsFrom(end))
            _leaves = KeyTree.Set(_leaves, end, behind, _owner);
    }
}
