using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LanguageExt;

namespace Timeline.Histories;

/// <summary>Named heads over shared versions, one of them the current one.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// The current branch always exists. A change that changes nothing returns the same object. A branch costs its name:
/// versions are shared. Immutable and safe to share between threads.
/// </remarks>
public sealed class Branches<T>
{
    private readonly ImmutableSortedDictionary<BranchName, History<T>> _heads;

    private Branches(ImmutableSortedDictionary<BranchName, History<T>> heads, BranchName current)
    {
        _heads = heads;
        Current = current;
    }

    /// <summary>The name of the current branch.</summary>
    public BranchName Current { get; }

    /// <summary>The history of the current branch.</summary>
    public History<T> Head => _heads[Current];

    /// <summary>How many branches there are; at least one.</summary>
    public int Count => _heads.Count;

    /// <summary>The names in their order.</summary>
    public IEnumerable<BranchName> Names => _heads.Keys;

    /// <summary>One branch, which is the current one.</summary>
    /// <param name="name">The name of the branch.</param>
    /// <param name="history">Where it stands; the empty history is allowed.</param>
    /// <returns>The branches.</returns>
    public static Branches<T> Start(BranchName name, History<T> history) =>
        new(ImmutableSortedDictionary<BranchName, History<T>>.Empty.Add(name, history), name);

    /// <summary>Where a branch stands.</summary>
    /// <param name="name">The branch.</param>
    /// <returns>Its history, or that there is no such branch.</returns>
    public Either<TimelineError, History<T>> Find(BranchName name) =>
        _heads.TryGetValue(name, out var history) ? history : Unknown(name);

    /// <summary>Finds where a branch stands.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="history">Its history, if there is such a branch.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(BranchName name, [MaybeNullWhen(false)] out History<T> history) =>
        _heads.TryGetValue(name, out history);

    /// <summary>Makes a branch; the current one stays.</summary>
    /// <param name="name">A name that is free.</param>
    /// <param name="history">Where it stands.</param>
    /// <returns>The branches with the new one, or that the name is taken.</returns>
    public Either<TimelineError, Branches<T>> Create(BranchName name, History<T> history) =>
        _heads.ContainsKey(name)
            ? new TimelineError.BranchNameTaken(name.Text)
            : new Branches<T>(_heads.Add(name, history), Current);

    /// <summary>Moves a branch from where the caller saw it to where it shall stand.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="expected">Where the caller saw it.</param>
    /// <param name="moved">Where it shall stand.</param>
    /// <returns>The branches with that one moved, or that it stands elsewhere by now.</returns>
    public Either<TimelineError, Branches<T>> Move(BranchName name, History<T> expected, History<T> moved)
    {
        if (!_heads.TryGetValue(name, out var actual)) return Unknown(name);
        if (actual != expected)
            return new TimelineError.BranchMoved(name.Text, expected.Head?.Index, actual.Head?.Index);
        return moved == actual ? this : new Branches<T>(_heads.SetItem(name, moved), Current);
    }

    /// <summary>Makes another branch the current one.</summary>
    /// <param name="name">The branch.</param>
    /// <returns>The branches with that one current, or that there is no such branch.</returns>
    public Either<TimelineError, Branches<T>> Switch(BranchName name)
    {
        if (!_heads.ContainsKey(name)) return Unknown(name);
        return name == Current ? this : new Branches<T>(_heads, name);
    }

    /// <summary>Deletes a branch; its versions live on in whoever holds them.</summary>
    /// <param name="name">A branch that is not the current one.</param>
    /// <returns>The branches without it, or why it cannot be deleted.</returns>
    public Either<TimelineError, Branches<T>> Delete(BranchName name)
    {
        if (!_heads.ContainsKey(name)) return Unknown(name);
        if (name == Current) return new TimelineError.BranchIsCurrent(name.Text);
        return new Branches<T>(_heads.Remove(name), Current);
    }

    /// <summary>Renames a branch; the current one stays current under its new name.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="renamed">A name that is free, or the same.</param>
    /// <returns>The branches with that one renamed, or why it cannot be.</returns>
    public Either<TimelineError, Branches<T>> Rename(BranchName name, BranchName renamed)
    {
        if (!_heads.TryGetValue(name, out var history)) return Unknown(name);
        if (name == renamed) return this;
        if (_heads.ContainsKey(renamed)) return new TimelineError.BranchNameTaken(renamed.Text);
        return new Branches<T>(_heads.Remove(name).Add(renamed, history), Current == name ? renamed : Current);
    }

    /// <summary>The branches of the same names with other heads.</summary>
    internal Branches<T> Map(Func<History<T>, History<T>> map) => new(
        _heads.ToImmutableSortedDictionary(head => head.Key, head => map(head.Value)), Current);

    private static TimelineError.BranchMissing Unknown(BranchName name) => new(name.Text);
}
