using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tracking;

// The step that looks at the world.
public sealed partial class TrackerState
{
    /// <summary>Looks at all active variables and tells what changed since the last time.</summary>
    /// <param name="reader">What is at a variable now.</param>
    /// <returns>
    /// The next state and what is to be told of it; this very state, and always the same answer, where there is nothing
    /// new.
    /// </returns>
    /// <remarks>
    /// Parents are looked at before their children. Cost: a few loads and a look for each active variable and no
    /// allocation where nothing changed; below a firm capture that is the same as before nothing is looked at. A change
    /// costs O(log n) and its own size.
    /// </remarks>
    public Detection Detect(IVariableReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var walk = DetectionWalk.Over(_tree, reader);
        try
        {
            return Told(ref walk);
        }
        finally
        {
            walk.Dispose();
        }
    }

    /// <summary>Tells properties that were set just after a detection, and looks at nothing.</summary>
    internal Detection DetectNoted() => new(new TrackerState(_tree, [], [], _highestId, Origin))
    {
        Changes = ChangeOrder.Sorted(PendingChanges(_tree).ToArray()),
    };

    private Detection Told(ref DetectionWalk walk)
    {
        var isQuiet = walk.Edits.IsEmpty && _pending.IsEmpty && _destroyed.IsEmpty;
        if (isQuiet && walk.Faults is null) return _quiet ??= new Detection(this);
        var tree = walk.Edits.IsEmpty ? _tree : _tree.SetAll(walk.Edits);
        var highest = Math.Max(_highestId, walk.HighestId);
        var state = isQuiet ? this : new TrackerState(tree, [], [], highest, Origin);
        foreach (var change in PendingChanges(tree)) walk.Add(change);
        return new Detection(state)
        {
            Changes = ChangeOrder.Sorted(walk.Changes),
            Faults = walk.Faults is { } faults ? PersistentList<VariableFault>.From(faults) : [],
            Created = IdsOf(_pending.Where(pending => pending.Value.IsNew)
                .OrderBy(pending => _tree.Get(pending.Key).Ordinal)),
            Destroyed = PersistentList<long>.From(_destroyed.Keys.Order()),
            Unreported = IdsOf(_pending.Where(pending => pending.Value.IsAssigned).OrderBy(pending => pending.Key)),
        };
    }

    private static PersistentList<long> IdsOf(IEnumerable<KeyValuePair<long, PendingChange>> pending) =>
        PersistentList<long>.From(pending.Select(pair => pair.Key));

    /// <summary>What was noted since the last detection, a change for each property and each mark.</summary>
    private IEnumerable<TrackerChange> PendingChanges(VariableTree after)
    {
        foreach (var (id, pending) in _pending)
        {
            var (old, now) = (_tree.Get(id), after.Get(id));

            // What was set and not looked at since is not told yet: it would be told again.
            if (pending.IsMarked && now.Reported is { } told)
                yield return new(id, now.Priority) { ValueChanged = true, Before = old.Reported, After = told };
            foreach (var (name, priority) in pending.Properties)
                yield return new(id, priority) { PropertiesChanged = [name] };
        }
    }
}
