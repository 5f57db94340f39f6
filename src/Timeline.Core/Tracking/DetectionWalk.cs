using System.Buffers;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>One walk over the variables of a state along its plan, which reads them and notes what is new.</summary>
/// <remarks>
/// Nothing is allocated as long as nothing is new. Below a capture that is firm, the same as before and settled nothing
/// is visited. For one thread, once.
/// </remarks>
internal ref struct DetectionWalk
{
    private const int VariablesAhead = 8;
    private const int CapturesAhead = 4;

    private readonly VariableTree _tree;
    private readonly IVariableReader _reader;
    private readonly IMindfulReader? _mindful;
    private readonly VisitPlan _plan;
    private readonly Frame[] _frames;

    // The variables that stand beside the last one asked for: most plans go through the list in its order.
    private ReadOnlySpan<TrackedVariable> _near;
    private int _nearStart;

    // The variables that the walk is below, and of the lowest of them the capture and the place behind what lies below.
    private int _depth;
    private int _deepest;
    private Seen? _parent;
    private int _end;

    private Gathered<SlotEdit> _edits;
    private Gathered<TrackerChange> _changes;

    private DetectionWalk(VariableTree tree, IVariableReader reader, Frame[] frames)
    {
        _tree = tree;
        _reader = reader;
        _mindful = reader as IMindfulReader;
        _plan = tree.Plan;
        _frames = frames;
        _end = int.MaxValue;
    }

    /// <summary>Variables that are to be exchanged.</summary>
    public readonly ReadOnlySpan<SlotEdit> Edits => _edits.Items;

    /// <summary>Values that changed, in the order of the visits.</summary>
    public readonly Span<TrackerChange> Changes => _changes.Items;

    /// <summary>What could not be read; null for nothing.</summary>
    public List<VariableFault>? Faults { get; private set; }

    /// <summary>The greatest id of an object in a new capture.</summary>
    public long HighestId { get; private set; }

    /// <summary>Walks.</summary>
    public static DetectionWalk Over(VariableTree tree, IVariableReader reader)
    {
        var frames = ArrayPool<Frame>.Shared.Rent(tree.Plan.Depth);
        var walk = new DetectionWalk(tree, reader, frames);
        try
        {
            walk.Run();
            return walk;
        }
        finally
        {
            frames.AsSpan(0, walk._deepest).Clear();
            ArrayPool<Frame>.Shared.Return(frames);
        }
    }

    /// <summary>Notes one more change, after those of the visits.</summary>
    public void Add(TrackerChange change) => _changes.Add(change);

    /// <summary>Gives back what was gathered.</summary>
    public void Dispose()
    {
        _edits.Dispose();
        _changes.Dispose();
    }

    private void Run()
    {
        var (slots, ends, flags) = (_plan.Slots, _plan.Ends, _plan.Flags);
        for (var place = 0; place < slots.Length;)
        {
            while (place >= _end) Leave();
            place = Visit(place, slots[place], ends[place], flags[place]);
        }

        while (_depth > 0) Leave();
    }

    /// <summary>Visits one variable, and says which place is next.</summary>
    private int Visit(int place, int slot, int end, PlanFlags flags)
    {
        var variable = Near(slot);
        if (end != place + 1 || flags != PlanFlags.Readable || _parent is null || _mindful is null)
            return Note(place, slot, end, flags, variable, Read(slot, variable, flags));

        // The usual case, in which there is nothing to note.
        var reading = _mindful.Look(slot, variable, _parent);
        return reading.IsNothing ? end : Note(place, slot, end, flags, variable, reading);
    }

    private TrackedVariable Near(int slot)
    {
        if (unchecked((uint)(slot - _nearStart)) >= (uint)_near.Length)
        {
            _near = _tree.SpanFrom(slot);
            _nearStart = slot;
        }

        return _near[slot - _nearStart];
    }

    private readonly Reading Read(int slot, TrackedVariable variable, PlanFlags flags)
    {
        // Variables and captures lie anywhere in memory: what comes next is on its way while this one is looked at.
        var at = slot - _nearStart;
        if (at + VariablesAhead < _near.Length)
        {
            Prefetch.Of(_near[at + VariablesAhead]);
            Prefetch.Of(_near[at + CapturesAhead].Seen);
        }

        return (flags & PlanFlags.Readable) != 0 ? VariableReading.Of(_reader, variable, _parent) : default;
    }

    /// <summary>Notes what a visit gave, and says which place is next.</summary>
    private int Note(int place, int slot, int end, PlanFlags flags, TrackedVariable before, Reading reading)
    {
        var isLeaf = end == place + 1;
        var now = Updated(before, reading);

        // What is not read again stays as it is whatever lies above, and what lies below it only if it is firm.
        var isSure = (flags & PlanFlags.Readable) != 0
            ? reading.Seen is not null && (flags & PlanFlags.Called) == 0
            : isLeaf || before.Seen is { IsFirm: true };
        var isSkipped = isLeaf
            || (before.IsSettled && now.Seen is { IsFirm: true } && ReferenceEquals(now.Seen, before.Seen));
        Enter(new Frame(end, slot, before, now, isSure));
        if (!isSkipped) return place + 1;
        Leave();
        return end;
    }

    /// <summary>A variable after a look at it, of which changes and faults are noted.</summary>
    private TrackedVariable Updated(TrackedVariable before, Reading reading)
    {
        if (reading.Error is { } error) (Faults ??= []).Add(new VariableFault(before.Id, error));
        if (reading.Seen is not { } seen) return before;
        if (ReferenceEquals(seen, before.Seen) && ReferenceEquals(seen, before.Reported)) return before;
        HighestId = Math.Max(HighestId, seen.HighestId);
        if (before.Reported is not { } reported || !seen.Same(reported))
        {
            _changes.Add(new TrackerChange(before.Id, before.Priority)
            {
                ValueChanged = true,
                Before = before.Reported,
                After = seen,
            });
        }

        return before with { Seen = seen, Reported = seen };
    }

    private void Enter(Frame frame)
    {
        _frames[_depth++] = frame;
        _deepest = Math.Max(_deepest, _depth);
        (_parent, _end) = (frame.Now.Seen, frame.End);
    }

    /// <summary>Ends the visit of a variable below which all has been visited that had to be.</summary>
    private void Leave()
    {
        var frame = _frames[--_depth];
        var now = frame.Now;
        if (now.IsSettled != frame.IsSettled) now = now with { IsSettled = frame.IsSettled };
        if (!ReferenceEquals(now, frame.Before)) _edits.Add(new SlotEdit(frame.Slot, now));
        if (_depth == 0)
        {
            (_parent, _end) = (null, int.MaxValue);
            return;
        }

        ref var above = ref _frames[_depth - 1];
        above.IsSettled &= frame.IsSure && frame.IsSettled;
        (_parent, _end) = (above.Now.Seen, above.End);
    }

    /// <summary>A variable that the walk is below.</summary>
    private struct Frame(int end, int slot, TrackedVariable before, TrackedVariable now, bool isSure)
    {
        /// <summary>The place behind the last variable below it.</summary>
        public readonly int End = end;

        public readonly int Slot = slot;
        public readonly TrackedVariable Before = before;
        public readonly TrackedVariable Now = now;

        /// <summary>Whether its own capture follows from its parent's alone, or is firm where it is not read.</summary>
        public readonly bool IsSure = isSure;

        /// <summary>Whether all its children so far are sure and settled.</summary>
        public bool IsSettled = true;
    }
}
