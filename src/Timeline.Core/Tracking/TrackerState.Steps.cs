using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tracking;

// The steps that make, change and end variables.
public sealed partial class TrackerState
{
    /// <summary>The state with one more variable.</summary>
    /// <param name="spec">What it is to be.</param>
    /// <param name="reader">Reads its first value, unless it is a root or can only be called.</param>
    /// <returns>
    /// The state and the variable, also where its value could not be read: that is a fault beside them. An error, and
    /// no variable, for an id that is taken, a parent that is not there, a parent and a value or neither, and
    /// for a path, an access, a priority that there is not or that do not go together.
    /// </returns>
    public Either<TimelineError, Created> Create(VariableSpec spec, IVariableReader reader)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(reader);
        return Refusal(spec) is { } refusal
            ? refusal
            : VariableDraft.Of(spec).Map(draft => Create(spec, draft, reader)).MapLeft(error => Named(error, spec.Id));
    }

    /// <summary>The state without a variable and all that lies below it. O(number of them · log n).</summary>
    /// <param name="id">The variable.</param>
    /// <returns>The state and the ids of those that are gone, or that there is no such variable.</returns>
    public Either<TimelineError, Destroyed> Destroy(long id)
    {
        if (!_tree.TryGet(id, out _)) return NotFound(id);
        var below = _tree.Below(id);
        var (pending, destroyed) = (_pending, _destroyed);
        foreach (var gone in below)
        {
            if (!PendingOf(gone).IsNew) destroyed = destroyed.Set(gone, Unit.Default);
            pending = pending.Remove(gone);
        }

        var state = new TrackerState(_tree.Remove(below), pending, destroyed, _highestId, Origin);
        return new Destroyed(state, PersistentList<long>.From(below));
    }

    /// <summary>The state in which a property of a variable has another value or priority.</summary>
    /// <param name="id">The variable.</param>
    /// <param name="name">
    /// The name, maybe with <c>:low</c>, <c>:medium</c> or <c>:high</c> behind it, which is the priority of changes of
    /// the property; medium without. <c>priority</c> is that of the value, <c>path</c> and <c>access</c> are the
    /// variable's own: the next detection looks at it anew.
    /// </param>
    /// <param name="value">The value; the empty one removes the property.</param>
    /// <returns>
    /// The state, this very one if value and priority are as they were; or that there is no such variable, or that the
    /// property cannot have this value.
    /// </returns>
    public Either<TimelineError, TrackerState> SetProperty(long id, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (!_tree.TryGet(id, out var variable)) return NotFound(id);
        return (
            from property in PropertyName.Parse(name)
            from draft in Redrafted(variable, property, value)
            from sound in draft.Checked(variable.ParentId)
            select SetProperty(variable, property, sound)).MapLeft(error => Named(error, id));
    }

    /// <summary>The state in which detections visit a variable and what lies below it, or do not.</summary>
    /// <param name="id">The variable.</param>
    /// <param name="isActive">Whether they do.</param>
    /// <returns>The state, this very one if it is so already; or that there is no such variable.</returns>
    public Either<TimelineError, TrackerState> SetActive(long id, bool isActive)
    {
        if (!_tree.TryGet(id, out var variable)) return NotFound(id);
        if (variable.IsActive == isActive) return this;
        var tree = _tree.Set(variable with { IsActive = isActive });
        return With(isActive ? tree.Unsettle(variable.ParentId) : tree);
    }

    /// <summary>The state in which a value was set at a variable.</summary>
    /// <param name="id">The variable.</param>
    /// <param name="seen">What is there now, so that variables below it start from it.</param>
    /// <param name="report">
    /// Whether the next detection reports it, as far as it differs from what was reported last; else it counts as
    /// reported.
    /// </param>
    /// <returns>The state, or that there is no such variable.</returns>
    public Either<TimelineError, TrackerState> Assign(long id, Seen seen, bool report = true)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (!_tree.TryGet(id, out var variable)) return NotFound(id);
        var isSilent = !report && variable.IsReadable;
        var assigned = variable with { Seen = seen, Reported = isSilent ? seen : variable.Reported };
        var pending = isSilent ? _pending.Set(id, PendingOf(id) with { IsAssigned = true }) : _pending;
        return With(_tree.Set(assigned with { IsSettled = false }).Unsettle(variable.ParentId),
            pending, seen.HighestId);
    }

    /// <summary>The state whose next detection reports the value and every property of a variable.</summary>
    /// <param name="id">The variable.</param>
    /// <returns>The state, or that there is no such variable.</returns>
    /// <remarks>Where the detection does not look, or cannot, it reports the value again that was reported
    /// last.</remarks>
    public Either<TimelineError, TrackerState> MarkAll(long id)
    {
        if (!_tree.TryGet(id, out var variable)) return NotFound(id);
        var pending = PendingOf(id);
        var properties = pending.Properties;
        foreach (var (name, property) in variable.Properties) properties = properties.Set(name, property.Priority);
        return With(pending: _pending.Set(id, pending with { IsMarked = true, Properties = properties }));
    }

    /// <summary>The state that never gives out an id, nor one below it.</summary>
    /// <param name="id">The id, of an object or whatever else shares the numbers.</param>
    /// <returns>The state; this very one if the id could not have been given out anyway.</returns>
    public TrackerState Reserve(long id) => id <= _highestId ? this : With(highestId: id);

    /// <summary>Why a variable cannot be created whatever its path and properties say.</summary>
    private TimelineError.Tracking? Refusal(VariableSpec spec) => (spec.ParentId, spec.Root) switch
    {
        _ when spec.Id != 0 && _tree.TryGet(spec.Id, out _) =>
            new(TrackingFault.BadId, spec.Id, "", "there is a variable with this id already"),
        _ when spec.Id == 0 && NextId == 0 => new(TrackingFault.BadId, 0, "", "all ids have been given out"),
        (0, null) => new(TrackingFault.BadParent, spec.Id, spec.Path, "it needs a parent, or as a root a value"),
        (0, _) => null,
        (_, not null) => new(TrackingFault.BadParent, spec.Id, spec.Path, "it has a parent or a value, not both"),
        var (parent, _) => _tree.TryGet(parent, out _) ? null : new(TrackingFault.BadParent, spec.Id, spec.Path,
            FormattableString.Invariant($"there is no variable {parent} to be its parent")),
    };

    /// <summary>An error about what was written for a variable, with its id.</summary>
    private static TimelineError Named(TimelineError error, long id) =>
        error is TimelineError.Tracking tracking ? tracking with { Variable = id } : error;

    private Created Create(VariableSpec spec, VariableDraft draft, IVariableReader reader)
    {
        var variable = new TrackedVariable
        {
            Id = spec.Id == 0 ? NextId : spec.Id,
            ParentId = spec.ParentId,
            Path = draft.Path,
            Access = draft.Access,
            IsActive = true,
            Priority = draft.Priority,
            Properties = draft.Properties,
            Children = [],
            Seen = spec.Root,
            Reported = null,
            IsSettled = true,
        };
        var parent = spec.ParentId == 0 ? null : _tree.Get(spec.ParentId);
        var isRead = parent is not null && draft.Access != Access.Action && !draft.Path.EndsInCallWith;
        var reading = isRead ? VariableReading.Of(reader, variable, parent!.Seen) : default;
        if (reading.Seen is not null) variable = variable with { Seen = reading.Seen };
        if (variable.IsReadable) variable = variable with { Reported = variable.Seen };
        var tree = _tree.Add(variable);
        var isSure = reading.Error is null && !draft.Path.HasCall && parent is { IsReadable: true };
        var state = With(
            isSure ? tree : tree.Unsettle(spec.ParentId),
            _pending.Set(variable.Id, PendingChange.None with { IsNew = true }),
            Math.Max(variable.Id, variable.Seen?.HighestId ?? 0));
        var fault = reading.Error is { } error ? new VariableFault(variable.Id, error) : null;
        return new(state, state._tree.Get(variable.Id), fault);
    }

    /// <summary>What a variable would be with another property.</summary>
    private static Either<TimelineError, VariableDraft> Redrafted(
        TrackedVariable variable, PropertyName name, string value)
    {
        var draft = new VariableDraft(variable.Path, variable.Access, variable.Priority,
            name.Put(variable.Properties, value));
        return name.Name switch
        {
            PropertyName.OfPath => TrackerPath.Parse(value).Map(path => draft with { Path = path }),
            PropertyName.OfAccess => AccessWords.Parse(value).Map(access => draft with { Access = access }),
            PropertyName.OfPriority => VariableDraft.PriorityOf(value).Map(
                priority => draft with { Priority = priority }),
            _ => draft,
        };
    }

    private TrackerState SetProperty(TrackedVariable variable, PropertyName name, VariableDraft draft)
    {
        if (ReferenceEquals(draft.Properties, variable.Properties) && draft.Path.Equals(variable.Path)) return this;
        var changed = variable with
        {
            Path = draft.Path,
            Access = draft.Access,
            Priority = draft.Priority,
            Properties = draft.Properties,
        };
        // Nobody was told the value of what cannot be got.
        if (!changed.IsReadable) changed = changed with { Reported = null };
        var pending = PendingOf(variable.Id);
        pending = pending with { Properties = pending.Properties.Set(name.Name, name.Priority) };
        return With(_tree.Set(changed).Unsettle(variable.ParentId), _pending.Set(variable.Id, pending));
    }
}
