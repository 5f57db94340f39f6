using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>Finds out what the damaged row of a history said.</summary>
/// <remarks>
/// A row is believed only if its seal fits. What one damaged column said follows from what the history's other rows
/// hold, so it is put in its place until the seal fits.
/// </remarks>
internal static class HealingRow
{
    /// <summary>The row as it was.</summary>
    /// <param name="remains">What is left of the history.</param>
    /// <param name="found">A row as it was found.</param>
    /// <param name="seal">The seal it carries.</param>
    /// <param name="name">The name under which a replica has the history; null for none.</param>
    /// <returns>The row; null where it is another history's, or more of it is damaged.</returns>
    public static HistoryRow? Of(Remains remains, HistoryRow found, long seal, string? name)
    {
        var versions = remains.Versions.Keys.DefaultIfEmpty(-1).Max() + 1;
        var whole = remains.Branches.Where(branch => IsWhole(branch, remains)).ToList();
        var heads = whole.Aggregate(0L, (sum, branch) => unchecked(sum + branch.Seal));
        var currents = whole.Select(branch => branch.Name).Append(found.Current).Append(BranchName.Main.Text);
        var rows =
            from itsName in new[] { found.Name, name }.OfType<string>().Distinct()
            from itsVersions in new[] { found.Versions, versions }.Distinct()
            from itsBranches in new[] { found.Branches, whole.Count }.Distinct()
            from itsHeads in new[] { found.Heads, heads }.Distinct()
            from current in currents.Distinct()
            select new HistoryRow(itsName, remains.Key, itsVersions, current, itsBranches, itsHeads);
        return rows.FirstOrDefault(row => row.Seal() == seal && row.IsPlausible) ?? OfOtherSeal();

        // The seal itself may be what is damaged, where all else fits what is there.
        HistoryRow? OfOtherSeal() =>
            found == new HistoryRow(name ?? "", remains.Key, versions, found.Current, whole.Count, heads)
            && whole.Exists(branch => branch.Name == found.Current) && found.IsPlausible
                ? found
                : null;
    }

    /// <summary>How many histories a damaged row that counts them said there are.</summary>
    /// <param name="found">The row as it was found.</param>
    /// <param name="seal">The seal it carries.</param>
    /// <param name="last">The last of the numbers that stand for histories in keys.</param>
    /// <returns>The count; null where it is lost.</returns>
    public static long? CountOf(HistoryRow found, long seal, long last) =>
        found.Versions == last || new HistoryRow("", 0, last, "", 0, 0).Seal() == seal ? last : null;

    private static bool IsWhole(FoundBranch branch, Remains remains) =>
        remains.Versions.GetValueOrDefault(branch.Head) is { IsSealed: true, Id: { } id }
        && remains.SealOf(branch.Name, new VersionRef(branch.Head, id)) == branch.Seal;
}
