using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Changes in the order in which they lead from one value to another.</summary>
/// <remarks>
/// Laws: applying the inverse to what a patch gave gives back what it was applied to; applying a composition is
/// applying in turn. Two patches are equal if their changes are. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class Patch : IEquatable<Patch>
{
    /// <summary>The patch that changes nothing.</summary>
    public static readonly Patch Empty = new([], false);

    private readonly ImmutableArray<Change> _changes;

    internal Patch(ImmutableArray<Change> changes, bool approximate)
    {
        _changes = changes;
        Approximate = approximate;
    }

    /// <summary>The changes, in order.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>How many changes there are.</summary>
    public int Count => _changes.Length;

    /// <summary>Whether there are no changes.</summary>
    public bool IsEmpty => _changes.IsEmpty;

    /// <summary>Whether looking for a shorter patch was given up; no part of equality.</summary>
    public bool Approximate { get; }

    /// <summary>A patch of these changes.</summary>
    /// <param name="changes">The changes, each with the paths and indexes that hold when its turn comes.</param>
    /// <returns>The patch.</returns>
    public static Patch From(IEnumerable<Change> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var all = changes.ToImmutableArray();
        return all.IsEmpty ? Empty : new Patch(all, false);
    }

    /// <summary>The value after all changes, or the first change that does not fit.</summary>
    /// <param name="value">A value equal to the one the patch was made for.</param>
    /// <returns>
    /// The new value, or <see cref="TimelineError.PatchMismatch"/>: what is removed, replaced or moved must be what the
    /// change says, what is added must not be there, and nothing may nest deeper than JSON text may.
    /// </returns>
    /// <remarks>All or nothing. O(changes · log n), whatever the size of the value.</remarks>
    [OverloadResolutionPriority(1)]
    public Either<TimelineError, Value> Apply(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var current = value;
        for (var i = 0; i < _changes.Length; i++)
        {
            if (PatchStep.Apply(_changes[i], i, ref current) is { } error) return error;
        }

        return current;
    }

    /// <summary>The object after all changes, or the first change that does not fit.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="seen">An object that is, as a value, what the patch was made for.</param>
    /// <param name="tree">How objects are seen; null for <see cref="ObjectTree.Default"/>.</param>
    /// <returns>
    /// The new object, or <see cref="TimelineError.PatchMismatch"/>. It shares with the old one everything that no
    /// change touches; the old one stays as it is.
    /// </returns>
    /// <remarks>
    /// All or nothing. The changes are made in turn, and each object on the way to them is made once, after the last:
    /// O(log n) for each change, and a copy of each collection that is not persistent. A set is also projected. What is
    /// put in is read as System.Text.Json reads it; what moves is the same object. Members that nothing can set must
    /// follow from the others; where there are such, both objects are projected to make sure.
    /// </remarks>
    public Either<TimelineError, T> Apply<T>(T seen, ObjectTree? tree = null)
    {
        if (IsEmpty) return seen is null ? ObjectFault.Nothing(typeof(T)).ToUnwritable() : seen;
        var chosen = tree ?? ObjectTree.Default;
        var edit = new ObjectEdit(chosen, _changes);
        return from made in edit.Apply(seen)
               from result in edit.LeftSome ? Followed(seen, made, chosen) : made
               select result;
    }

    /// <summary>
    /// Members that nothing can set follow from the others, if the patch was made of a difference; else it asks for
    /// what cannot be.
    /// </summary>
    private Either<TimelineError, T> Followed<T>(T seen, T made, ObjectTree tree) =>
        from before in tree.ToValue(seen)
        from wanted in Apply(before)
        from after in tree.ToValue(made)
        from result in after.Equals(wanted) ? Prelude.Right<TimelineError, T>(made) : Unset(Diff.Between(after, wanted))
        select result;

    private TimelineError.PatchMismatch Unset(Patch missing)
    {
        var first = missing.Changes[0];
        var index = _changes.Select(change => change.Path).ToList().FindIndex(first.Path.Equals);
        var wanted = ObjectEdit.After(first)?.ToString() ?? "nothing";
        return new TimelineError.PatchMismatch(
            Math.Max(index, 0), first.Path.ToString(), wanted, "a member that nothing can set");
    }

    /// <summary>The patch that undoes this one.</summary>
    /// <returns>The inverse changes in reverse order.</returns>
    public Patch Invert()
    {
        if (IsEmpty) return this;
        var inverse = ImmutableArray.CreateBuilder<Change>(Count);
        for (var i = Count - 1; i >= 0; i--) inverse.Add(_changes[i].Invert());
        return new Patch(inverse.MoveToImmutable(), Approximate);
    }

    /// <summary>One patch that does what this one and then another does.</summary>
    /// <param name="next">The patch to apply after this one.</param>
    /// <returns>The composition, with changes of one place merged or cancelled where that is sound.</returns>
    public Patch Compose(Patch next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (IsEmpty) return next;
        return next.IsEmpty ? this : PatchComposer.Compose(this, next);
    }

    /// <inheritdoc/>
    public bool Equals(Patch? other) =>
        ReferenceEquals(this, other) || (other is not null && _changes.AsSpan().SequenceEqual(other._changes.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Patch);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var change in _changes) hash.Add(change);
        return hash.ToHashCode();
    }

    /// <summary>The changes by where they are, for people to read: <c>Console.WriteLine(patch.ToTree())</c>.</summary>
    /// <returns>
    /// The tree; its text has a line for each change, indented below the names of what holds it, and is empty for no
    /// change. O(steps of all paths).
    /// </returns>
    public ChangeTree ToTree() => ChangeTree.From(this);

    /// <summary>The changes, one to a line.</summary>
    /// <returns>As <see cref="Change.ToString"/>, joined by line feeds; empty for no change.</returns>
    public override string ToString() => string.Join('\n', _changes);
}
