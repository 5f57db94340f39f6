using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>One variable of a tracker: its id, and what can be done with it.</summary>
/// <remarks>
/// It holds nothing itself: it tells what the tracker's state says at the moment. Two are equal if they are of one
/// tracker and have one id. Asking any of it of a variable that was destroyed is a <see cref="TimelineException"/>. For
/// one thread at a time, as the tracker is.
/// </remarks>
[SuppressMessage("Naming", "CA1716", Justification = "Get and Set are what everybody calls them.")]
public sealed class Variable : IEquatable<Variable>
{
    internal Variable(ChangeTracker tracker, long id) => (Tracker, Id) = (tracker, id);

    /// <summary>The tracker.</summary>
    public ChangeTracker Tracker { get; }

    /// <summary>The number that names it.</summary>
    public long Id { get; }

    /// <summary>The variable it starts from; null for a root.</summary>
    public Variable? Parent => Known.ParentId is not 0 and var id ? Tracker.Find(id) : null;

    /// <summary>The variables that start from it, oldest first.</summary>
    public IReadOnlyList<Variable> Children => [.. Known.Children.Select(id => new Variable(Tracker, id))];

    /// <summary>The way from the parent's value to its own.</summary>
    public TrackerPath Path => Known.Path;

    /// <summary>Which way it may be used.</summary>
    public Access Access => Known.Access;

    /// <summary>Where a change of its value stands in the answer of a detection.</summary>
    public Priority Priority => Known.Priority;

    /// <summary>Its properties by name.</summary>
    public PersistentMap<string, VariableProperty> Properties => Known.Properties;

    /// <summary>Whether detections look at it and at what lies below it; they begin or end to with the next
    /// one.</summary>
    public bool Active
    {
        get => Known.IsActive;
        set => Tracker.SetActive(Id, value);
    }

    /// <summary>What was seen at it last: the object itself, or a scalar; null also if nothing was yet.</summary>
    public object? Value => Seen?.Source;

    /// <summary>What was seen at it last as Value JSON; null if nothing was yet, or if it cannot be got.</summary>
    public Value? ValueJson => Known is { IsReadable: true, Seen: { } seen } ? seen.ToJson() : null;

    /// <summary>What stands in for its value, so that variables below it start from there; null for nothing.</summary>
    public object? Wrapper => Seen?.StandIn?.Wrapper;

    /// <summary>The reference to the wrapper as Value JSON; null if there is none.</summary>
    public Value? WrapperJson => Seen?.StandIn is { } standIn ? References.To(standIn.Id) : null;

    /// <summary>Why it could not be got or set the last time it was to be; null if it could.</summary>
    /// <remarks>A detection is one such time; where it looks again, or does not look, nothing is wrong.</remarks>
    public TimelineError? Error => Tracker.ErrorOf(Id);

    private TrackedVariable Known => Tracker.Known(Id);

    private Capture? Seen => Known.Seen as Capture;

    /// <summary>Gets what is there now, from what was seen last at the parent. What was seen here stays.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="TimelineException">It leads nowhere, or can only be set.</exception>
    public object? Get() => Tracker.Get(Id, out var value) is { } error ? throw new TimelineException(error) : value;

    /// <summary>As <see cref="Get"/>, and no exception if that fails.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False if it leads nowhere, or can only be set: <see cref="Error"/> says why.</returns>
    public bool TryGet(out object? value) => Tracker.Get(Id, out value) is null;

    /// <summary>Sets what is there: a member, an entry, an element, what a root is of; or calls a method with
    /// it.</summary>
    /// <param name="value">
    /// The value; a number is converted if nothing of it is lost, and text or a <c>Value</c> to what is declared there,
    /// so that what the tracker wrote can be set again.
    /// </param>
    /// <param name="report">Whether the next detection reports the change, as it does any other.</param>
    /// <exception cref="TimelineException">It leads nowhere, cannot be set, or refuses. Nothing was set.</exception>
    /// <remarks>
    /// With the access <c>action</c> a path that ends in <c>Name()</c> calls the method and ignores the value. If what
    /// was set cannot be looked at afterwards, that is an <see cref="Error"/> and no exception.
    /// </remarks>
    public void Set(object? value, bool report = true) => Tracker.Set(Id, value, report);

    /// <summary>Sets a property.</summary>
    /// <param name="name">
    /// The name, maybe with <c>:low</c>, <c>:medium</c> or <c>:high</c> behind it; medium without. <c>path</c>,
    /// <c>access</c>, <c>priority</c>, <c>capture</c> and <c>wrapper</c> change the variable itself.
    /// </param>
    /// <param name="value">The value; the empty one removes the property.</param>
    /// <exception cref="TimelineException">The property cannot have this value. Nothing was set.</exception>
    public void SetProperty(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        Tracker.SetProperty(Id, name, value);
    }

    /// <summary>The value of a property.</summary>
    /// <param name="name">Its name, without a priority.</param>
    /// <returns>The value; empty if there is no such property.</returns>
    public string GetProperty(string name) => Properties.TryGetValue(name, out var found) ? found.Value : "";

    /// <summary>The priority of changes of a property.</summary>
    /// <param name="name">Its name, without a priority.</param>
    /// <returns>The priority; medium if there is no such property.</returns>
    public Priority PropertyPriority(string name) =>
        Properties.TryGetValue(name, out var found) ? found.Priority : Priority.Medium;

    /// <summary>Destroys it and all that lies below it.</summary>
    /// <returns>False if it was destroyed already.</returns>
    public bool Destroy() => Tracker.Destroy(Id);

    /// <inheritdoc/>
    public bool Equals(Variable? other) =>
        other is not null && Id == other.Id && ReferenceEquals(Tracker, other.Tracker);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Variable);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Its id and path.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => Tracker.State.Find(Id).Match(
        variable => FormattableString.Invariant($"variable {Id} at \"{variable.Path}\""),
        () => FormattableString.Invariant($"variable {Id}, destroyed"));
}
