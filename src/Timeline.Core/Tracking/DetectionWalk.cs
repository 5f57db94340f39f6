using System.Buffers;

namespace Timeline.Tracking;

/// <summary>One walk over the variables of a state along its plan, which reads them and notes what is new.</summary>
/// <remarks>
/// Nothing is allocated as long as nothing is new. Below a capture that is firm, the same as before and settled nothing
/// is visited. For one thread, once.
/// </remarks>
internal struct DetectionWalk
{
    private readonly VariableTree _tree;
    private readonly IVariableReader _reader;
    private readonly VisitPlan _plan;
    private readonly Frame[] _frames;
    private int _depth;
    private int _deepest;

    private DetectionWalk(VariableTree tree, IVariableReader reader, Frame[] frames)
    {
        _tree = tree;
        _reader = reader;
        _plan = tree.Plan;
        _frames = frames;
    }

    /// <summary>Variables that are to be exchanged; null for none.</summary>
    public List<SlotEdit>? Edits { get; private set; }

    /// <summary>Values that changed, in the order of the visits; null for none.</summary>
    public List<TrackerChange>? Changes { get; private set; }

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

    private void Run()
    {
        var plan = _plan;
        for (var place = 0; place < plan.Slots.Length;)
        {
            while (_depth > 0 && _frames[_depth - 1].End <= place) Leave();
            place = Visit(place);
        }

        while (_depth > 0) Leave();
    }

    /// <summary>Visits one variable, and says which place is next.</summary>
    private int Visit(int place)
    {
        var slot = _plan.Slots[place];
        var end = _plan.Ends[place];
        var flags = _plan.Flags[place];
        var before = _tree[slot];
        var now = before;
        var isLeaf = end == place + 1;
        bool isSure;
        if ((flags & PlanFlags.Readable) != 0)
            isSure = Read(before, ref now) && (flags & PlanFlags.Called) == 0;
        else
            // It is not read again, so what lies below it may change as long as it is not firm, whatever lies above.
            isSure = isLeaf || before.Seen is { IsFirm: true };

        if (isLeaf)
        {
            if (!now.IsSettled) now = now with { IsSettled = true };
            if (!ReferenceEquals(now, before)) Exchange(slot, now);
            if (!isSure && _depth > 0) _frames[_depth - 1].IsSettled = false;
            return end;
        }

        var isSkipped = before.IsSettled && now.Seen is { IsFirm: true } && ReferenceEquals(now.Seen, before.Seen);
        Enter(new Frame(end, slot, before, now, isSure));
        if (!isSkipped) return place + 1;
        Leave();
        return end;
    }

    /// <summary>Reads a variable, and says whether it could be.</summary>
    private bool Read(TrackedVariable before, ref TrackedVariable now)
    {
        var parent = _depth > 0 ? _frames[_depth - 1].Now.Seen : null;
        var reading = VariableReading.Of(_reader, before, parent);
        if (reading.Seen is not { } seen)
        {
            (Faults ??= []).Add(new VariableFault(before.Id, reading.Error!));
            return false;
        }

        if (!ReferenceEquals(seen, before.Seen) || !ReferenceEquals(seen, before.Reported)) Note(before, ref now, seen);
        return true;
    }

    /// <summary>Notes a capture that is not the last one, or was not reported yet.</summary>
    private void Note(TrackedVariable before, ref TrackedVariable now, Seen seen)
    {
        now = before with { Seen = seen, Reported = seen };
        HighestId = Math.Max(HighestId, seen.HighestId);
        if (before.Reported is { } reported && seen.Same(reported)) return;
        (Changes ??= []).Add(new TrackerChange(before.Id, before.Priority)
        {
            ValueChanged = true,
            Before = before.Reported,
            After = seen,
        });
    }

    private void Enter(Frame frame)
    {
        _frames[_depth++] = frame;
        _deepest = Math.Max(_deepest, _depth);
    }

    /// <summary>Ends the visit of a variable below which all has been visited that had to be.</summary>
    private void Leave()
    {
        ref var frame = ref _frames[--_depth];
        var now = frame.Now;
        if (now.IsSettled != frame.IsSettled) now = now with { IsSettled = frame.IsSettled };
        if (!ReferenceEquals(now, frame.Before)) Exchange(frame.Slot, now);
        if (_depth > 0) _frames[_depth - 1].IsSettled &= frame.IsSure && frame.IsSettled;
    }

    private void Exchange(int slot, TrackedVariable variable) => (Edits ??= []).Add(new SlotEdit(slot, variable));

    /// <summary>A variable below which the walk is.</summary>
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
