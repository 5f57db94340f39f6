using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>
/// The whole state of a change tracker as one value: its variables, what was seen at them, and what is to be reported.
/// </summary>
/// <remarks>
/// <para>Each step gives another state, or an error, and leaves this one as it is. Two states are equal if all that can
/// be asked of them and all that they are to report is; captures are equal if a client could not tell them apart. A
/// state is read by readers of one kind: captures of one mean nothing to another.</para>
/// <para>Cost: O(log n) for finding and for each step, but for what it says itself. Immutable and safe to share between
/// threads, as far as the captures in it are.</para>
/// </remarks>
public sealed partial class TrackerState : IEquatable<TrackerState>
{
    private readonly VariableTree _tree;
    private readonly PersistentMap<long, PendingChange> _pending;
    private readonly PersistentMap<long, Unit> _destroyed;
    private readonly long _highestId;

    // What a detection says that finds nothing; made by the first one.
    private Detection? _quiet;

    private TrackerState(
        VariableTree tree,
        PersistentMap<long, PendingChange> pending,
        PersistentMap<long, Unit> destroyed,
        long highestId,
        object? origin)
    {
        _tree = tree;
        _pending = pending;
        _destroyed = destroyed;
        _highestId = highestId;
        Origin = origin;
    }

    /// <summary>The state without variables.</summary>
    public static TrackerState Empty { get; } =
        new(VariableTree.Empty, [], [], 0, null);

    /// <summary>Whose captures these are, so that nobody else takes them for its own; null for nobody's.</summary>
    /// <remarks>Handed on by every step. It says nothing of what the state is, so equality does not ask for
    /// it.</remarks>
    internal object? Origin { get; }

    /// <summary>How many variables there are.</summary>
    public int Count => _tree.Count;

    /// <summary>The id that the next variable gets if it is given none; 0 if there is none left.</summary>
    /// <remarks>It is greater than every id there ever was, of variables and of objects that were seen.</remarks>
    public long NextId => _highestId == long.MaxValue ? 0 : _highestId + 1;

    /// <summary>All variables, in no order.</summary>
    public IEnumerable<TrackedVariable> Variables => _tree.Variables;

    /// <summary>The ids of the variables without a parent, oldest first.</summary>
    public PersistentList<long> Roots => _tree.Roots;

    /// <summary>The variable with an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The variable; none if there is none.</returns>
    public Option<TrackedVariable> Find(long id) =>
        _tree.TryGet(id, out var variable) ? variable : Option<TrackedVariable>.None;

    /// <summary>The ids of the variables that start from one, oldest first.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The ids; none of a variable that there is not.</returns>
    public PersistentList<long> Children(long id) => _tree.TryGet(id, out var variable) ? variable.Children : [];

    /// <inheritdoc/>
    public bool Equals(TrackerState? other) => ReferenceEquals(this, other) || (other is not null
        && _highestId == other._highestId && Count == other.Count && Roots.Equals(other.Roots)
        && _pending.Equals(other._pending) && _destroyed.Equals(other._destroyed)
        && Variables.All(variable => other._tree.TryGet(variable.Id, out var same) && variable.Equals(same)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrackerState);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_highestId, Count, Roots, _pending.Count);

    /// <summary>How many variables there are.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => FormattableString.Invariant($"{Count} variables, next id {NextId}");

    /// <summary>The state without variables from which those of one tracker derive.</summary>
    internal static TrackerState EmptyOf(object origin) => new(VariableTree.Empty, [], [], 0, origin);

    private TrackerState With(
        VariableTree? tree = null, PersistentMap<long, PendingChange>? pending = null, long highestId = 0) =>
        new(tree ?? _tree, pending ?? _pending, _destroyed, Math.Max(_highestId, highestId), Origin);

    private PendingChange PendingOf(long id) => _pending.Find(id).IfNone(PendingChange.None);

    private static TimelineError.Tracking NotFound(long id) =>
        new(TrackingFault.NotFound, id, "", "there is no such variable");
}
