using Timeline.Collections;
using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>
/// Variables over the objects of a program, which know nothing of it, and what changed at them since it was asked last.
/// </summary>
/// <remarks>
/// <para>All it knows is <see cref="State"/>, one immutable value, which any thread may read. Otherwise it is for one
/// thread at a time; see <see cref="TrackerOptions.DetectsConcurrentUse"/>. It holds the objects that its variables saw
/// last, of those that never change also the ones before, and no others.</para>
/// <para>What cannot be done is a <see cref="TimelineException"/> with a <see cref="TimelineError.Tracking"/>, and the
/// state is the very same as before. Code of the program's that is asked on the way (a getter, a resolver) may ask the
/// tracker, and not change it: that is an <see cref="InvalidOperationException"/>. Setters, and methods that are called
/// by setting, may do anything.</para>
/// </remarks>
public sealed partial class ChangeTracker
{
    private const string CreateProperty = "create";
    private const string TypeProperty = "type";

    private readonly IResolver? _resolver;
    private readonly TimeProvider _clock;
    private readonly UseGuard _guard;
    private readonly ObjectRegistry _registry = new();
    private readonly Capturing _capturing;
    private readonly TrackerReader _reader;

    // Told apart by it from those of other trackers, in which an id means another object.
    private readonly object _origin = new();
    private volatile TrackerState _state;

    // By variable, what it was asked for last in vain.
    private volatile PersistentMap<long, TimelineError> _errors = [];
    private volatile PersistentList<VariableFault> _faults = [];

    /// <summary>A tracker without variables.</summary>
    /// <param name="options">How it gets into objects and so on; null for the default.</param>
    public ChangeTracker(TrackerOptions? options = null)
    {
        var chosen = options ?? new TrackerOptions();
        (_resolver, _clock) = (chosen.Resolver, chosen.Clock);
        _guard = new UseGuard(chosen.DetectsConcurrentUse);
        _state = TrackerState.EmptyOf(_origin);
        _capturing = new Capturing(
            chosen.Tree, _registry, chosen.RegistersObjects, _resolver is null ? null : _resolver.ToValueJson);
        _reader = new TrackerReader(_capturing, _registry, chosen, Handle);
    }

    /// <summary>All that the tracker knows, as one value: to keep, to compare, to go back to.</summary>
    public TrackerState State => _state;

    /// <summary>The variables that the last detection could not look at, and why; none before the first.</summary>
    /// <remarks>
    /// They stay as they were seen last, so that one that cannot be looked at any more is no change. The list is the
    /// very same empty one if there were none, and nobody changes it ever after. Any thread may read it.
    /// </remarks>
    public IReadOnlyList<VariableFault> Faults => _faults;

    /// <summary>All variables, by id.</summary>
    public IReadOnlyList<Variable> Variables =>
        [.. _state.Variables.Select(variable => variable.Id).Order().Select(Handle)];

    /// <summary>The variables without a parent, oldest first.</summary>
    public IReadOnlyList<Variable> Roots => [.. _state.Roots.Select(Handle)];

    /// <summary>Creates a variable.</summary>
    /// <param name="value">What a root is of; null for any other variable, and for a root of nothing.</param>
    /// <param name="parentId">The id of the variable it starts from; 0 for a root.</param>
    /// <param name="path">
    /// The path from the parent's value to its own, then maybe properties: <c>Address.City?label=Town</c>. A root has
    /// no path.
    /// </param>
    /// <param name="properties">
    /// Properties, maybe with a priority behind the name (<c>label:high</c>); those in the path win. <c>access</c>,
    /// <c>priority</c>, <c>capture</c>, <c>wrapper</c>, <c>create</c> and <c>type</c> have a meaning.
    /// </param>
    /// <param name="id">The id it is to have, which may be below 0; 0 for one that is given out.</param>
    /// <returns>
    /// The variable, also if its first value could not be read: then <see cref="Variable.Error"/> says why.
    /// </returns>
    /// <exception cref="TimelineException">
    /// The id is taken, the parent is not there, a value was given beside a parent or cannot be captured, or path,
    /// access and properties do not go together. Nothing was created.
    /// </exception>
    /// <exception cref="ArgumentException">The value is a variable itself, where mostly a path was
    /// forgotten.</exception>
    public Variable CreateVariable(
        object? value,
        long parentId = 0,
        string path = "",
        IEnumerable<KeyValuePair<string, string>>? properties = null,
        long id = 0)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (value is Variable)
            throw new ArgumentException("A variable cannot be the value of one: is its path missing?", nameof(value));
        using var look = _guard.Look();
        KeyValuePair<string, string>[] given = [.. properties ?? []];
        if (given.Any(it => it.Key is null || it.Value is null))
            throw new ArgumentException("A property has no name or no value.", nameof(properties));
        var state = id == 0 ? _state.Reserve(_registry.Next - 1) : _state;
        Demand(_registry.HasGivenOut(id) ? new TimelineError.Tracking(
            TrackingFault.BadId, id, path, "this id was given out to an object") : null);
        _registry.Withheld = id == 0 ? state.NextId : id;
        var spec = new VariableSpec { Id = id, ParentId = parentId, Path = path, Properties = given };
        var made = Made(given, value, spec);
        if (parentId == 0 || made is not null) spec = spec with { Root = new Given(made) };
        var created = TimelineException.Unwrap(state.Create(spec, _reader));
        Demand(Wiring.Misfit(created.Variable));
        if (parentId == 0) created = Root(state, spec, created.Variable);
        Note(created.Variable.Id, created.Fault?.Error);
        Adopt(Typed(created.State, created.Variable.Id));
        return Handle(created.Variable.Id);
    }

    /// <summary>Creates a variable that starts from another one.</summary>
    /// <param name="parent">The variable it starts from.</param>
    /// <param name="path">The path, then maybe properties.</param>
    /// <param name="properties">Properties, maybe with a priority behind the name.</param>
    /// <param name="id">The id it is to have; 0 for one that is given out.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="TimelineException">As the other overload.</exception>
    /// <exception cref="ArgumentException">The parent is a variable of another tracker.</exception>
    public Variable CreateVariable(
        Variable parent,
        string path,
        IEnumerable<KeyValuePair<string, string>>? properties = null,
        long id = 0)
    {
        if (parent is null)
        {
            throw new ArgumentNullException(nameof(parent),
                "Null is a missing parent here; a root of nothing is CreateVariable((object?)null).");
        }

        if (!ReferenceEquals(parent.Tracker, this))
            throw new ArgumentException("The parent is a variable of another tracker.", nameof(parent));
        return CreateVariable(null, parent.Id, path, properties, id);
    }

    /// <summary>Finds a variable.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The variable; null if there is none.</returns>
    public Variable? Find(long id) => _state.Find(id).IsSome ? Handle(id) : null;

    /// <summary>Destroys a variable and all that lies below it.</summary>
    /// <param name="id">The id of the variable.</param>
    /// <returns>False if there was none.</returns>
    /// <remarks>Objects keep their ids for as long as they live.</remarks>
    public bool Destroy(long id)
    {
        using var use = _guard.Change();
        if (_state.Find(id).IsNone) return false;
        var destroyed = TimelineException.Unwrap(_state.Destroy(id));
        foreach (var gone in destroyed.Ids)
        {
            _reader.Forget(gone);
            Note(gone, null);
        }

        Adopt(destroyed.State);
        return true;
    }

    /// <summary>Lets the next detection report the value and every property of a variable.</summary>
    /// <param name="id">The id of the variable.</param>
    /// <exception cref="TimelineException">There is no such variable.</exception>
    public void ChangeAll(long id)
    {
        using var use = _guard.Change();
        Adopt(TimelineException.Unwrap(_state.MarkAll(id)));
    }

    /// <summary>Looks at all active variables.</summary>
    /// <returns>
    /// What changed since the last time: priority from high to low, then id. Nobody changes the list ever after.
    /// </returns>
    /// <remarks>
    /// O(active variables) and no allocation if nothing changed. A variable that cannot be looked at says why in its
    /// <see cref="Variable.Error"/>, stays as it was seen last, and keeps nobody from being looked at; that is no
    /// change, so see <see cref="Faults"/> too.
    /// </remarks>
    public IReadOnlyList<TrackerChange> DetectChanges()
    {
        using var look = _guard.Look();
        var detection = _state.Detect(_reader);
        if (!detection.Faults.IsEmpty || !_errors.IsEmpty)
            _errors = [.. detection.Faults.Select(fault => KeyValuePair.Create(fault.VariableId, fault.Error))];
        if (_resolver is not null) detection = Retyped(detection);
        _faults = detection.Faults;
        Keep(detection);
        Adopt(detection.State);
        return detection.Changes;
    }

    /// <summary>Goes back, or on, to a state of this tracker.</summary>
    /// <param name="state">
    /// A state that this tracker had, one that the steps of such a state made, or <see cref="TrackerState.Empty"/>.
    /// </param>
    /// <exception cref="ArgumentException">It is a state of another tracker, or of none: there its ids may mean other
    /// objects.</exception>
    /// <remarks>
    /// Objects stay as they are: the next detection reports how they differ from what the state says was reported. Ids
    /// that were given out since are not given out again.
    /// </remarks>
    public void Restore(TrackerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (ReferenceEquals(state, TrackerState.Empty)) state = TrackerState.EmptyOf(_origin);
        if (!ReferenceEquals(state.Origin, _origin))
        {
            throw new ArgumentException(
                "It is a state of another tracker, or of none: its ids may mean other objects.", nameof(state));
        }

        using var use = _guard.Change();
        (_errors, _faults) = ([], []);
        _reader.ForgetAll();
        _isRestored = true;
        Adopt(state);
    }

    internal TrackedVariable Known(long id) => _state.Find(id).IfNone(() => throw new TimelineException(
        new TimelineError.Tracking(TrackingFault.NotFound, id, "", "there is no such variable")));

    internal TimelineError? ErrorOf(long id) => _errors.TryGetValue(id, out var error) ? error : null;

    private Variable Handle(long id) => new(this, id);

    private void Adopt(TrackerState state)
    {
        _state = state;
        _registry.StartAt(state.NextId);
    }

    private void Note(long id, TimelineError? error) =>
        _errors = error is null ? _errors.Remove(id) : _errors.Set(id, error);

    /// <summary>Throws an error, having noted it at its variable.</summary>
    private void Demand(TimelineError? error, long noteAt = 0)
    {
        if (error is null) return;
        if (noteAt != 0) Note(noteAt, error);
        throw new TimelineException(error);
    }

    /// <summary>The value that a new variable is given, or that is made for it.</summary>
    private object? Made(KeyValuePair<string, string>[] properties, object? value, VariableSpec spec)
    {
        var type = properties.LastOrDefault(property => property.Key == CreateProperty).Value;
        if (string.IsNullOrEmpty(type) || _resolver is null) return value;
        try
        {
            return _resolver.CreateValue(type, value) ?? value;
        }
        catch (Exception thrown) when (Misstep.IsAnswer(thrown))
        {
            throw new TimelineException(new TimelineError.Tracking(
                Misstep.KindOf(thrown, TrackingFault.BadCall), spec.Id, spec.Path,
                $"making a value of type {type} threw {ObjectTree.ReasonOf(thrown)}", thrown));
        }
    }

    /// <summary>Creates a root once it is known how its value is looked at.</summary>
    private Created Root(TrackerState state, VariableSpec spec, TrackedVariable draft)
    {
        var reading = _reader.Read(draft, null, spec.Root);
        Demand(reading.Error);
        return TimelineException.Unwrap(state.Create(spec with { Root = reading.Seen }, _reader));
    }
}
