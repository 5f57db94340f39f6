namespace Timeline.Sequences;

/// <summary>
/// Edits of one sequence, in place on the nodes that it made itself; the state it began from never changes.
/// </summary>
/// <remarks>
/// It stands in one leaf (<see cref="_leaf"/>) and remembers the way there; edits nearby walk nowhere. What the leaf
/// gained or lost in values is told to the nodes above it when it is left. Ranges of ids that were added or deleted in
/// a row are written to their sets when the row ends. For one thread at a time.
/// </remarks>
internal sealed partial class SequenceEditor<T>
{
    private SequenceState<T> _state;
    private object _owner = new();
    private ReplicaTable _replicas;
    private KeyNode? _known;
    private KeyNode? _deleted;
    private KeyNode? _leaves;
    private KeyNode? _parents;
    private SequenceNode _root;
    private int _nextName;
    private int _length;
    private bool _changed;

    // Ids that were added or deleted in a row and are not in their sets yet.
    private ulong _addedStart;
    private ulong _addedEnd;
    private ulong _deletedStart;
    private ulong _deletedEnd;

    // The replica that inserted last, and the id its next element gets.
    private Causality.ReplicaId? _writer;
    private int _writerPlace;
    private long _nextSequence;

    public SequenceEditor(SequenceState<T> state)
    {
        _state = state;
        _replicas = state.Replicas;
        _known = state.Known;
        _deleted = state.Deleted;
        _leaves = state.Leaves;
        _parents = state.Parents;
        _root = state.Root;
        _nextName = state.NextName;
        _length = state.Length;
    }

    /// <summary>How many elements a reader sees.</summary>
    public int Length => _length;

    /// <summary>
    /// The sequence as edited so far; the one begun from if nothing changed. The editor may be used on.
    /// </summary>
    public SequenceState<T> ToState() => ToState(_state.Waiting);

    public SequenceState<T> ToState(Chunk<T>[] waiting)
    {
        if (!_changed)
            return _state;
        Leave();
        WriteAdded();
        WriteDeleted();
        _owner = new object();
        _changed = false;
        _state = new SequenceState<T>
        {
            Replicas = _replicas,
            Known = _known,
            Deleted = _deleted,
            Root = _root,
            Leaves = _leaves,
            Parents = _parents,
            NextName = _nextName,
            Length = _length,
            Waiting = waiting,
        };
        return _state;
    }

    private void WriteAdded()
    {
        _known = IdRanges.Add(_known, _addedStart, _addedEnd, _owner);
        _addedStart = _addedEnd = 0;
    }

    private void WriteDeleted()
    {
        _deleted = IdRanges.Add(_deleted, _deletedStart, _deletedEnd, _owner);
        _deletedStart = _deletedEnd = 0;
    }

    private void NoteAdded(ulong id, int count)
    {
        if (id != _addedEnd)
        {
            WriteAdded();
            _addedStart = id;
        }
        _addedEnd = id + (ulong)count;
    }

    // Deleting backwards and forwards are both one row.
    private void NoteDeleted(ulong id, int count)
    {
        if (id == _deletedEnd && count > 0)
        {
            _deletedEnd += (ulong)count;
        }
        else if (id + (ulong)count == _deletedStart)
        {
            _deletedStart = id;
        }
        else
        {
            WriteDeleted();
            (_deletedStart, _deletedEnd) = (id, id + (ulong)count);
        }
    }

    // Whether the replica of an id has any element from there on.
    private bool KnowsFrom(ulong id)
    {
        var replica = ElementId.Replica(id);
        return (ElementId.Replica(_addedEnd) == replica && _addedEnd > id)
            || IdRanges.Behind(_known, replica) > ElementId.Sequence(id);
    }
}
