using System.Runtime.CompilerServices;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>How one conflict is decided: ours, theirs, a value, nothing at all, or not yet.</summary>
/// <remarks>The default leaves the conflict open. Immutable and safe to share between threads.</remarks>
public readonly record struct MergeDecision
{
    private readonly Choice _choice;
    private readonly Value? _value;

    private MergeDecision(Choice choice, Value? value = null) => (_choice, _value) = (choice, value);

    private enum Choice
    {
        Open,
        Ours,
        Theirs,
        Put,
        Remove,
    }

    /// <summary>The conflict stays open.</summary>
    public static MergeDecision LeaveOpen => default;

    /// <summary>Our side counts: its value or removal, and in lists its order or place.</summary>
    public static MergeDecision KeepOurs => new(Choice.Ours);

    /// <summary>Their side counts.</summary>
    public static MergeDecision KeepTheirs => new(Choice.Theirs);

    /// <summary>
    /// Nothing is to stand there; for two runs of elements in one place of a list, none of them.
    /// </summary>
    public static MergeDecision Remove => new(Choice.Remove);

    /// <summary>Whether the conflict is decided.</summary>
    internal bool IsMade => _choice != Choice.Open;

    /// <summary>Whether it is decided for our side, or for theirs; else it names what is to stand there.</summary>
    internal bool TakesSide => _choice is Choice.Ours or Choice.Theirs;

    /// <summary>Whether our place counts; without a decision none does, so that the sides can be swapped.</summary>
    internal bool TakesOurs => _choice == Choice.Ours;

    /// <summary>Whether their place counts.</summary>
    internal bool TakesTheirs => _choice == Choice.Theirs;

    /// <summary>A value is to stand there, whichever side had it.</summary>
    /// <param name="value">
    /// The value; where the conflict is of <see cref="ConflictKind.Order"/> a list of the elements to stand there.
    /// </param>
    /// <returns>The decision.</returns>
    [OverloadResolutionPriority(1)]
    public static MergeDecision Put(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(Choice.Put, value);
    }

    /// <summary>An object is to stand there, whichever side had it: an enum, a record, a number, a text.</summary>
    /// <typeparam name="T">The type that stands there; for a case of a union, that of the union.</typeparam>
    /// <param name="seen">The object.</param>
    /// <param name="tree">How it is seen, as in the merge; null for <see cref="ObjectTree.Default"/>.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentException">It cannot be seen; the message says which part of it and why.</exception>
    public static MergeDecision Put<T>(T seen, ObjectTree? tree = null) =>
        Put(Vouched(seen, tree, nameof(seen)));

    /// <summary>What the decision is.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="open">What the conflict left open gives.</param>
    /// <param name="ours">What our side gives.</param>
    /// <param name="theirs">What their side gives.</param>
    /// <param name="put">What a value gives.</param>
    /// <param name="remove">What nothing at all gives.</param>
    /// <returns>What the function of the case returns.</returns>
    public TResult Match<TResult>(
        Func<TResult> open, Func<TResult> ours, Func<TResult> theirs, Func<Value, TResult> put, Func<TResult> remove)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(remove);
        return _choice switch
        {
            Choice.Ours => ours(),
            Choice.Theirs => theirs(),
            Choice.Put => put(_value!),
            Choice.Remove => remove(),
            _ => open(),
        };
    }

    /// <summary>The decision in words.</summary>
    /// <returns>A few words for people; their form may change.</returns>
    public override string ToString() =>
        Match(() => "open", () => "ours", () => "theirs", TimelineError.Describe, () => "nothing");

    /// <summary>The value of an object that the caller vouches for.</summary>
    /// <exception cref="ArgumentException">It cannot be seen.</exception>
    internal static Value Vouched<T>(T seen, ObjectTree? tree, string parameter) =>
        (tree ?? ObjectTree.Default).ToValue(seen).Match(
            Right: value => value,
            Left: error => throw new ArgumentException(error.Message, parameter));

    /// <summary>What stands in the place of a conflict once it is decided, where null is nothing.</summary>
    internal Value? Outcome(Conflict conflict) => _choice switch
    {
        Choice.Open => conflict.Base,
        Choice.Ours => conflict.Ours,
        Choice.Theirs => conflict.Theirs,
        _ => _value,
    };
}
