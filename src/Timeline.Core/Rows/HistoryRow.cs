using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>A row of the table of histories.</summary>
/// <param name="Name">The name; empty for the row that counts the histories.</param>
/// <param name="Key">The number that stands for the name in keys, from 1.</param>
/// <param name="Versions">How many versions.</param>
/// <param name="Current">The branch that is worked on.</param>
/// <param name="Branches">How many branches.</param>
/// <param name="Heads">The sum of the branches' seals, so that a branch that vanished or is an older one is
/// noticed.</param>
internal sealed record HistoryRow(string Name, long Key, long Versions, string Current, long Branches, long Heads)
{
    /// <summary>Whether a history can be made of the row: anybody can make a seal.</summary>
    public bool IsPlausible =>
        HistoryNameGrammar.Fault(Name) is null
        && BranchName.Fault(Current) is null
        && Key is >= 0 and <= int.MaxValue
        && Versions is >= 0 and <= VersionRow.MostNumbers
        && Branches is >= 0 and <= int.MaxValue;

    /// <summary>The seal over a branch's row.</summary>
    /// <param name="branch">The branch's name.</param>
    /// <param name="head">Its head, whose id is under the seal.</param>
    /// <returns>The seal.</returns>
    public long SealOf(string branch, VersionRef head)
    {
        var seal = new Seal('b');
        seal.Add(Key);
        seal.Add(branch);
        seal.Add(head.Number);
        seal.Add(head.Id);
        return seal.Close();
    }

    /// <summary>The row once a branch has moved.</summary>
    /// <param name="move">The move.</param>
    /// <returns>The row.</returns>
    public HistoryRow After(PlannedMove move)
    {
        var (branches, heads) = (Branches, Heads);
        foreach (var before in move.Before)
            (branches, heads) = (branches - 1, unchecked(heads - SealOf(move.Branch.Text, before)));
        foreach (var after in move.After)
            (branches, heads) = (branches + 1, unchecked(heads + SealOf(move.Branch.Text, after)));
        return this with { Branches = branches, Heads = heads };
    }

    /// <summary>The seal over the row.</summary>
    /// <returns>The seal.</returns>
    public long Seal()
    {
        var seal = new Seal('h');
        seal.Add(Name);
        seal.Add(Key);
        seal.Add(Versions);
        seal.Add(Current);
        seal.Add(Branches);
        seal.Add(Heads);
        return seal.Close();
    }
}
