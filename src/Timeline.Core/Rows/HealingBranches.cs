using System.Numerics;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>Finds out which branches a damaged history had, and where they stood.</summary>
/// <remarks>
/// Where the history's row is whole it says how many there were and what their seals add up to: whatever fits that is
/// what was there. A branch that moved after the replica was made is so found too, and never set back to where the
/// replica has it. Where the row is lost, branches that are whole stay, others stand where their seal says, and those
/// of which no row is left are as the replicas have them.
/// </remarks>
internal sealed class HealingBranches(Remains remains, IReadOnlyList<ReplicaHistory> replicas, HealingSlots slots)
{
    private const int MostTries = 1 << 20;

    // Seals of two versions differ in so few bits once in thousands of millions of times.
    private const int MostFlipped = 8;

    // Each is a call within the one before.
    private const int MostNames = 1 << 12;

    private readonly SortedDictionary<string, List<VersionRef>> _heads = new(StringComparer.Ordinal);
    private int _tries;

    /// <summary>The branches, by name; null where they cannot be told.</summary>
    public List<StoredBranch>? Find()
    {
        var whole = Whole();
        foreach (var (name, head) in whole) Add(name, head);
        foreach (var branch in remains.Branches) Add(branch.Name, slots.At(branch.Head));
        foreach (var branch in replicas.SelectMany(replica => replica.History.Branches))
            Add(branch.Name.Text, slots.Find(branch.Head.Id));
        var found = remains.Row is { } row ? Fitting(row, whole) : Likeliest(whole);
        return found?.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new StoredBranch(BranchName.Of(entry.Key), entry.Value)).ToList();
    }

    private void Add(string name, VersionRef? head)
    {
        if (head is not { } there || BranchName.Fault(name) is not null) return;
        if (!_heads.TryGetValue(name, out var heads)) _heads[name] = heads = [];
        if (!heads.Contains(there)) heads.Add(there);
    }

    private Dictionary<string, VersionRef> Whole()
    {
        var whole = new Dictionary<string, VersionRef>(StringComparer.Ordinal);
        foreach (var branch in remains.Branches)
        {
            if (slots.At(branch.Head) is { } head && remains.SealOf(branch.Name, head) == branch.Seal)
                whole[branch.Name] = head;
        }

        return whole;
    }

    /// <summary>Branches that are what the row counts and sums up: those that are whole, with as many others as are
    /// missing; or, as also what is whole may be from before, any.</summary>
    private Dictionary<string, VersionRef>? Fitting(HistoryRow row, Dictionary<string, VersionRef> whole)
    {
        var (count, sum) = ((int)row.Branches, row.Heads);
        var rest = whole.Aggregate(sum, (left, it) => unchecked(left - remains.SealOf(it.Key, it.Value)));
        var others = _heads.Where(entry => !whole.ContainsKey(entry.Key)).ToArray();
        if (whole.Count <= count && Fitting(others, 0, count - whole.Count, rest) is { } added)
            return added.Concat(whole).ToDictionary();
        _tries = 0;
        return Fitting([.. _heads], 0, count, sum) ?? WithOne(row, whole);
    }

    /// <summary>The branches where no row of the history vouches for them.</summary>
    private Dictionary<string, VersionRef>? Likeliest(Dictionary<string, VersionRef> whole)
    {
        var found = new Dictionary<string, VersionRef>(whole, StringComparer.Ordinal);
        foreach (var branch in remains.Branches.Where(it => !whole.ContainsKey(it.Name)))
        {
            if (BranchName.Fault(branch.Name) is not null) continue;

            // The seal may be what is damaged. What was taken in the place of a version and does not fit it is another.
            var head = Sealed(branch, 0) ?? Sealed(branch, MostFlipped) ?? slots.OwnAt(branch.Head);
            if (head is not { } there) return null;
            found[branch.Name] = there;
        }

        foreach (var (name, heads) in _heads) _ = found.TryAdd(name, heads[0]);
        return found;
    }

    /// <summary>The version whose seal the branch carries, but for some bits.</summary>
    private VersionRef? Sealed(FoundBranch branch, int mostFlipped)
    {
        foreach (var version in slots.Versions)
        {
            var other = unchecked((ulong)(remains.SealOf(branch.Name, version.Ref) ^ branch.Seal));
            if (!version.IsPruned && BitOperations.PopCount(other) <= mostFlipped) return version.Ref;
        }

        return null;
    }

    /// <summary>Some of the branches, so many that their seals add up.</summary>
    private Dictionary<string, VersionRef>? Fitting(
        KeyValuePair<string, List<VersionRef>>[] names, int from, int count, long sum)
    {
        if (count == 0) return sum == 0 ? [] : null;
        if (names.Length - from < count || names.Length > MostNames || ++_tries > MostTries) return null;
        var (name, heads) = names[from];
        foreach (var head in heads)
        {
            var rest = unchecked(sum - remains.SealOf(name, head));
            if (Fitting(names, from + 1, count - 1, rest) is not { } others) continue;
            others[name] = head;
            return others;
        }

        return Fitting(names, from + 1, count, sum);
    }

    /// <summary>The branches that are whole and one more, which may stand anywhere.</summary>
    private Dictionary<string, VersionRef>? WithOne(HistoryRow row, Dictionary<string, VersionRef> whole)
    {
        if (row.Branches - whole.Count != 1) return null;
        var seal = whole.Aggregate(
            row.Heads, (rest, branch) => unchecked(rest - remains.SealOf(branch.Key, branch.Value)));
        var names = _heads.Keys.Concat(remains.Branches.Select(branch => branch.Name))
            .Concat([row.Current, BranchName.Main.Text]).Distinct().Where(name => !whole.ContainsKey(name));
        foreach (var name in names.Where(name => BranchName.Fault(name) is null))
        {
            foreach (var version in slots.Versions)
            {
                if (version.IsPruned || remains.SealOf(name, version.Ref) != seal) continue;
                whole[name] = version.Ref;
                return whole;
            }
        }

        return null;
    }
}
