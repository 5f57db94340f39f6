using System.Collections.Immutable;
using LanguageExt;
using Timeline.Collections;
using Timeline.Histories;

namespace Timeline.Undo;

/// <summary>Starts undo trees, with the type of the value inferred.</summary>
public static class UndoTree
{
    /// <summary>The tree of one version, with nothing to undo.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The first value.</param>
    /// <param name="stamp">When, by whom and with what words.</param>
    /// <returns>The tree.</returns>
    public static UndoTree<T> Start<T>(T value, Stamp stamp) => new(History.Start(value, stamp).Head!);

    /// <summary>The tree of a history: its line of first parents can be undone, one version after another.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="history">The history.</param>
    /// <returns>The tree, or that there is no version to start from. O(n).</returns>
    public static Either<TimelineError, UndoTree<T>> From<T>(History<T> history)
    {
        var versions = history.Oldest();
        if (versions.IsEmpty) return new TimelineError.HistoryEmpty();
        return versions.Skip(1).Aggregate(new UndoTree<T>(versions[0]), (tree, version) => tree.Add(version));
    }
}

/// <summary>Everything that was done to a value, and where in it one stands.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// <para>Undo and redo move; they remove nothing. Doing something after an undo begins a branch beside the one that was
/// undone. Every version ever done keeps its number and is reached by <see cref="MoveTo"/>. An error leaves the tree,
/// which is a value, where it was.</para>
/// <para>Laws: redo after undo, and n redos after n undos, stand where one stood. Undoing a group is undoing its
/// versions one by one. Doing, undoing, redoing and moving to a branch here cost O(log n); versions are shared with
/// the histories they came from. Immutable and safe to share between threads.</para>
/// </remarks>
public sealed partial class UndoTree<T>
{
    private readonly PersistentList<UndoEntry<T>> _entries;
    private readonly UndoEntry<T> _here;

    internal UndoTree(Version<T> first)
        : this([new(first, UndoEntry<T>.None, UndoEntry<T>.None, 0, UndoEntry<T>.None)], 0)
    {
    }

    private UndoTree(PersistentList<UndoEntry<T>> entries, int number)
    {
        _entries = entries;
        _here = entries[number];
        Number = number;
    }

    /// <summary>How many versions were ever done.</summary>
    public int Count => _entries.Count;

    /// <summary>The number of the current version, in the order in which all were done, from 0.</summary>
    public int Number { get; }

    /// <summary>The current version.</summary>
    public Version<T> Current => _here.Version;

    /// <summary>The current value.</summary>
    public T Value => Current.Value;

    /// <summary>The history that ends at the current version.</summary>
    public History<T> History => Histories.History.Of(Current);

    /// <summary>Whether there is a version to undo.</summary>
    public bool CanUndo => _here.Parent != UndoEntry<T>.None;

    /// <summary>Whether something was done at the current version, so that it can be redone.</summary>
    public bool CanRedo => _here.Next != UndoEntry<T>.None;

    /// <summary>Where a redo leads: the branch here that was done or entered last; none without a branch.</summary>
    public Option<UndoPlace<T>> Next =>
        CanRedo ? Place(_here.Next) : Option<UndoPlace<T>>.None;

    /// <summary>What was done at the current version, in the order of doing. O(b log n) for b branches.</summary>
    public ImmutableArray<UndoPlace<T>> Branches
    {
        get
        {
            var branches = ImmutableArray.CreateBuilder<UndoPlace<T>>();
            for (var child = _here.YoungestChild; child != UndoEntry<T>.None; child = _entries[child].OlderSibling)
                branches.Add(Place(child));
            branches.Reverse();
            return branches.DrainToImmutable();
        }
    }

    /// <summary>Every version ever done, in the order of doing.</summary>
    public IEnumerable<UndoPlace<T>> Places => _entries.Select((entry, number) => entry.ToPlace(number));

    /// <summary>The version with a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The version and its place, or that nothing has that number. O(log n).</returns>
    public Either<TimelineError, UndoPlace<T>> At(int number) =>
        Has(number) ? Place(number) : new TimelineError.UndoPlaceMissing(number, Count - 1);

    /// <summary>The tree with a new version done on the current one, and current itself.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="stamp">When, by whom and with what words; never before the current version.</param>
    /// <returns>The tree with one more version; what could be redone stays, as a branch.</returns>
    public UndoTree<T> Do(T value, Stamp stamp) => Add(value, stamp, UndoEntry<T>.None);

    /// <summary>One step back, to the version the current one was done on.</summary>
    /// <returns>The tree standing there, or that there is nothing to undo.</returns>
    public Either<TimelineError, UndoTree<T>> Undo() =>
        CanUndo ? new UndoTree<T>(_entries, _here.Parent) : new TimelineError.NothingToUndo("");

    /// <summary>One step forward, to <see cref="Next"/>.</summary>
    /// <returns>The tree standing there, or that there is nothing to redo.</returns>
    public Either<TimelineError, UndoTree<T>> Redo() =>
        CanRedo ? new UndoTree<T>(_entries, _here.Next) : new TimelineError.NothingToRedo("");

    /// <summary>One step forward, along one of several <see cref="Branches"/>.</summary>
    /// <param name="branch">The number of the version to go to.</param>
    /// <returns>The tree standing there, or that no such version was done here.</returns>
    public Either<TimelineError, UndoTree<T>> Redo(int branch)
    {
        if (!Has(branch) || _entries[branch].Parent != Number)
            return new TimelineError.UndoBranchMissing(branch, Number);
        return MoveTo(branch);
    }

    /// <summary>Goes to any version, on whatever branch; a redo then follows the way come.</summary>
    /// <param name="number">The number of the version.</param>
    /// <returns>The tree standing there, or that nothing has that number. O(d log n) over a way of d steps.</returns>
    public Either<TimelineError, UndoTree<T>> MoveTo(int number)
    {
        if (!Has(number)) return new TimelineError.UndoPlaceMissing(number, Count - 1);
        var entries = _entries;

        // A parent has a smaller number than what was done on it, so the greater of two is never above the fork.
        for (var (from, to) = (Number, number); from != to;)
        {
            if (from > to)
            {
                from = entries[from].Parent;
                continue;
            }

            var parent = entries[to].Parent;
            var entry = entries[parent];
            if (entry.Next != to) entries = entries.SetAt(parent, entry with { Next = to });
            to = parent;
        }

        return number == Number ? this : new UndoTree<T>(entries, number);
    }

    /// <summary>Where one stands, and how many versions there are.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"at {Number} of {Count} versions: {Current}");

    /// <summary>The tree with a version whose parent is the current one.</summary>
    internal UndoTree<T> Add(Version<T> version, int target = UndoEntry<T>.None)
    {
        var number = Count;
        var start = target == UndoEntry<T>.None && JoinsGroup(version.Stamp) ? _here.GroupStart : number;
        var entry = new UndoEntry<T>(version, Number, _here.YoungestChild, start, target);
        var here = _here with { YoungestChild = number, Next = number };
        return new(_entries.SetAt(Number, here).Add(entry), number);
    }

    private UndoTree<T> Add(T value, Stamp stamp, int target) => Add(History.Append(value, stamp).Head!, target);

    private bool Has(int number) => number >= 0 && number < Count;

    private UndoPlace<T> Place(int number) => _entries[number].ToPlace(number);
}
