using System.Diagnostics;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>One step from a value to another: something added, removed, replaced or moved, at a path.</summary>
/// <remarks>
/// Steps are taken in turn, so an index means the list as the steps before have left it. A step carries what was there
/// before, so that it can be checked and inverted; in a map it also carries where in the key order it takes place.
/// A closed set of cases. Immutable and safe to share between threads.
/// </remarks>
public abstract record Change
{
    private Change(ValuePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    /// <summary>Where the change takes place; for a move, where the value ends up.</summary>
    public ValuePath Path { get; }

    /// <summary>Calls the function of the case this change is.</summary>
    /// <typeparam name="T">What the functions return.</typeparam>
    /// <param name="added">Called for an added value.</param>
    /// <param name="removed">Called for a removed value.</param>
    /// <param name="replaced">Called for a replaced value.</param>
    /// <param name="moved">Called for a moved value.</param>
    /// <returns>What the function called returns.</returns>
    public T Match<T>(
        Func<Added, T> added, Func<Removed, T> removed, Func<Replaced, T> replaced, Func<Moved, T> moved)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        ArgumentNullException.ThrowIfNull(replaced);
        ArgumentNullException.ThrowIfNull(moved);
        return this switch
        {
            Added change => added(change),
            Removed change => removed(change),
            Replaced change => replaced(change),
            Moved change => moved(change),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The change that undoes this one.</summary>
    /// <returns>The inverse. Law: inverting twice gives an equal change.</returns>
    public Change Invert() => this switch
    {
        Added change => new Removed(change.Path, change.After, change.NextKey),
        Removed change => new Added(change.Path, change.Before, change.NextKey),
        Replaced change => new Replaced(change.Path, change.After, change.Before),
        Moved change => new Moved(change.Path, change.From, change.Value, change.FromNextKey, change.NextKey),
        _ => throw new UnreachableException(),
    };

    /// <summary>The change of a part, as a change of the whole that holds the part at a path.</summary>
    internal Change Under(ValuePath path) => At(path.Concat);

    /// <summary>The change of a stretch of a list, as a change of what holds the list at a path.</summary>
    internal Change Shifted(ValuePath path, int start) => At(inner =>
    {
        var steps = inner.ToArray();
        _ = steps[0].TryGetIndex(out var index);
        return steps.AsSpan(1).ToArray().Aggregate(path.Append(start + index), (at, step) => at.Append(step));
    });

    /// <summary>The change as seen from what so many steps lead to.</summary>
    internal Change Inside(int steps) => At(outer =>
        outer.Segments.Skip(steps).Aggregate(ValuePath.Root, (at, step) => at.Append(step)));

    private Change At(Func<ValuePath, ValuePath> place) => this switch
    {
        Added change => new Added(place(change.Path), change.After, change.NextKey),
        Removed change => new Removed(place(change.Path), change.Before, change.NextKey),
        Replaced change => new Replaced(place(change.Path), change.Before, change.After),
        Moved change => new Moved(
            place(change.From), place(change.Path), change.Value, change.NextKey, change.FromNextKey),
        _ => throw new UnreachableException(),
    };

    /// <summary>The sign of the case: <c>+</c> added, <c>-</c> removed, <c>~</c> replaced, <c>&gt;</c> moved.</summary>
    public char Sign => this switch
    {
        Added => '+',
        Removed => '-',
        Replaced => '~',
        Moved => '>',
        _ => throw new UnreachableException(),
    };

    /// <summary>What follows the path when the change is shown: the values as compact JSON, and the place.</summary>
    internal string Detail => this switch
    {
        Added change => $": {change.After}{Hint(change.NextKey)}",
        Removed change => $": {change.Before}",
        Replaced change => $": {change.Before} -> {change.After}",
        Moved { IsReordering: true, NextKey: null } => " to the end",
        Moved { IsReordering: true } change => Hint(change.NextKey),
        Moved change => $" from {Pointer(change.From)}{Hint(change.NextKey)}",
        _ => throw new UnreachableException(),
    };

    /// <summary>The change in one line: its <see cref="Sign"/>, the path, and the values as compact JSON.</summary>
    /// <returns>One line of text.</returns>
    public sealed override string ToString() => $"{Sign} {Pointer(Path)}{Detail}";

    private static string Pointer(ValuePath path) => path.IsRoot ? "(root)" : path.ToString();

    private static string Hint(string? nextKey) => nextKey is null ? string.Empty : $" before {Value.Of(nextKey)}";

    /// <summary>A value appears: under a new key, or in a list before the element at that index.</summary>
    public sealed record Added : Change
    {
        /// <summary>Makes the change.</summary>
        /// <param name="path">Where the value appears; not the root.</param>
        /// <param name="after">The value.</param>
        /// <param name="nextKey">In a map: the key it is placed before, or null for last.</param>
        public Added(ValuePath path, Value after, string? nextKey = null)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(after);
            (After, NextKey) = (after, WellFormed.Checked(nextKey, nameof(nextKey)));
        }

        /// <summary>The value that appears.</summary>
        public Value After { get; }

        /// <summary>In a map the key that the new one is placed before; null for last, and in a list.</summary>
        public string? NextKey { get; }
    }

    /// <summary>A value disappears.</summary>
    public sealed record Removed : Change
    {
        /// <summary>Makes the change.</summary>
        /// <param name="path">Where the value was; not the root.</param>
        /// <param name="before">The value.</param>
        /// <param name="nextKey">In a map: the key that followed it, or null if it was last.</param>
        public Removed(ValuePath path, Value before, string? nextKey = null)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(before);
            (Before, NextKey) = (before, WellFormed.Checked(nextKey, nameof(nextKey)));
        }

        /// <summary>The value that was there.</summary>
        public Value Before { get; }

        /// <summary>
        /// In a map the key that followed it, so that it can be put back; null for last, and in a list.
        /// </summary>
        public string? NextKey { get; }
    }

    /// <summary>A value takes the place of another; in a map the key keeps its place in the order.</summary>
    public sealed record Replaced : Change
    {
        /// <summary>Makes the change.</summary>
        /// <param name="path">Where.</param>
        /// <param name="before">The value that was there.</param>
        /// <param name="after">The value that is there now.</param>
        public Replaced(ValuePath path, Value before, Value after)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(before);
            ArgumentNullException.ThrowIfNull(after);
            (Before, After) = (before, after);
        }

        /// <summary>The value that was there.</summary>
        public Value Before { get; }

        /// <summary>The value that is there now.</summary>
        public Value After { get; }
    }

    /// <summary>
    /// A value is taken from one place and put in another. With both paths the same, a key changes its place in the
    /// order.
    /// </summary>
    public sealed record Moved : Change
    {
        /// <summary>Makes the change.</summary>
        /// <param name="from">Where the value was; not the root.</param>
        /// <param name="path">
        /// Where it ends up, with the value taken out already; neither place may lie inside the other.
        /// </param>
        /// <param name="value">The value.</param>
        /// <param name="nextKey">In a map: the key it is placed before, or null for last.</param>
        /// <param name="fromNextKey">In a map: the key that followed it where it was, or null if it was last.</param>
        public Moved(
            ValuePath from, ValuePath path, Value value, string? nextKey = null, string? fromNextKey = null)
            : base(path)
        {
            ArgumentNullException.ThrowIfNull(from);
            ArgumentNullException.ThrowIfNull(value);
            (From, Value) = (from, value);
            NextKey = WellFormed.Checked(nextKey, nameof(nextKey));
            FromNextKey = WellFormed.Checked(fromNextKey, nameof(fromNextKey));
        }

        /// <summary>Where the value was.</summary>
        public ValuePath From { get; }

        /// <summary>The value that moves.</summary>
        public Value Value { get; }

        /// <summary>In a map the key that it is placed before; null for last, and in a list.</summary>
        public string? NextKey { get; }

        /// <summary>In a map the key that followed it where it was; null for last, and in a list.</summary>
        public string? FromNextKey { get; }

        /// <summary>Whether a key merely changes its place in the order of its map.</summary>
        public bool IsReordering => From.Equals(Path);
    }
}
