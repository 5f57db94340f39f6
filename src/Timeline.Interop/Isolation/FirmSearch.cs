namespace Timeline.Isolation;

/// <summary>Which objects that never change hold nothing either that can, however far away.</summary>
/// <remarks>
/// Objects that lead to each other are decided together, when the last of them is left: strongly connected components
/// after Tarjan (1972), from a list instead of a stack. Each that leads to others is looked into once in a walk.
/// </remarks>
internal sealed class FirmSearch
{
    private const int Settled = -1;
    private const int Changing = -2;

    // Settled, changing, or the number of one that is not decided yet.
    private readonly Dictionary<object, int> _known = new(ReferenceEqualityComparer.Instance);

    // Entered and not left; entered and not decided; met and not entered.
    private readonly Stack<Frame> _entered = new();
    private readonly Stack<object> _undecided = new();
    private readonly Stack<(object Part, Copier By)> _met = new();

    // Of the object that is being looked into: a part of it can change.
    private bool _isChanging;

    internal bool IsSettled(object original, Copier by, CopyWalk walk)
    {
        if (!_known.ContainsKey(original))
        {
            Enter(original, by, walk);
            while (_entered.TryPeek(out var frame)) Go(frame, walk);
        }

        return _known[original] == Settled;
    }

    /// <summary>Meets a part of the object that is being looked into.</summary>
    internal void Meet(object part, Copier by)
    {
        if (by.IsFirm) _met.Push((part, by));
        else MeetChanging();
    }

    /// <summary>Meets a part, of the object that is being looked into, that can change.</summary>
    internal void MeetChanging() => _isChanging = true;

    internal void Clear()
    {
        _known.Clear();
        _entered.Clear();
        _undecided.Clear();
        _met.Clear();
    }

    private void Enter(object part, Copier by, CopyWalk walk)
    {
        var left = _met.Count;
        _isChanging = false;
        by.Visit(part, walk);
        if (_met.Count == left && _entered.TryPeek(out var from))
        {
            // Most objects lead nowhere: they are told at once, and looked into again sooner than remembered.
            from.IsChanging |= _isChanging;
            return;
        }

        var number = _undecided.Count;
        _known.Add(part, number);
        _entered.Push(new Frame { Number = number, Earliest = number, Left = left, IsChanging = _isChanging });
        _undecided.Push(part);
    }

    private void Go(Frame frame, CopyWalk walk)
    {
        if (_met.Count == frame.Left)
        {
            Leave(frame);
            return;
        }

        var (part, by) = _met.Pop();
        if (!_known.TryGetValue(part, out var known)) Enter(part, by, walk);
        else if (known == Changing) frame.IsChanging = true;
        else if (known != Settled) frame.Earliest = Math.Min(frame.Earliest, known);
    }

    private void Leave(Frame frame)
    {
        _ = _entered.Pop();
        if (frame.Earliest == frame.Number)
        {
            while (_undecided.Count > frame.Number) _known[_undecided.Pop()] = frame.IsChanging ? Changing : Settled;
        }

        if (!_entered.TryPeek(out var from)) return;
        from.IsChanging |= frame.IsChanging;
        from.Earliest = Math.Min(from.Earliest, frame.Earliest);
    }

    private sealed class Frame
    {
        internal int Number { get; init; }

        /// <summary>The number of the first one that is led back to.</summary>
        internal int Earliest { get; set; }

        /// <summary>How many are met that others have met.</summary>
        internal int Left { get; init; }

        internal bool IsChanging { get; set; }
    }
}
