using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>What a store knows of a history since it wrote to it: all that the next append asks, as long as nobody has
/// changed the history's row since.</summary>
/// <remarks>
/// Whoever changes anything that an append asks of writes that row: who appends, moves a branch, or prunes. So the row
/// that one transaction wrote stands for all of it.
/// </remarks>
/// <param name="Row">The history's row.</param>
/// <param name="Writer">The number of the transaction that wrote the row, as the row's <c>xmin</c> has it.</param>
/// <param name="Heads">The heads of all its branches.</param>
/// <param name="Entries">What an append must know of versions that are heads, as far as it was read or written.</param>
internal sealed record LastKnown(
    HistoryRow Row,
    uint Writer,
    ImmutableDictionary<BranchName, VersionRef> Heads,
    ImmutableDictionary<VersionId, LedgerEntry> Entries) : IAppendLedger
{
    /// <inheritdoc/>
    public long Count => Row.Versions;

    /// <inheritdoc/>
    public bool TryFind(VersionId id, out LedgerEntry entry) => Entries.TryGetValue(id, out entry);

    /// <inheritdoc/>
    public bool TryHead(BranchName branch, out VersionRef head) => Heads.TryGetValue(branch, out head);

    /// <summary>What is known once an append is done.</summary>
    /// <param name="row">The history's row then.</param>
    /// <param name="writer">The transaction that wrote it.</param>
    /// <param name="plan">What was appended.</param>
    /// <returns>What is known then.</returns>
    public LastKnown After(HistoryRow row, uint writer, AppendPlan plan)
    {
        var (heads, entries) = (Heads, Entries);
        foreach (var move in plan.Moves)
        {
            heads = heads.Remove(move.Branch);
            foreach (var before in move.Before)
                if (!heads.ContainsValue(before)) entries = entries.Remove(before.Id);
            foreach (var after in move.After)
            {
                heads = heads.Add(move.Branch, after);
                if (EntryOf(after, plan) is { } entry) entries = entries.SetItem(after.Id, entry);
            }
        }

        return new LastKnown(row, writer, heads, entries);
    }

    // Among those that were added it is one of the last.
    private static LedgerEntry? EntryOf(VersionRef head, AppendPlan plan)
    {
        for (var i = plan.Added.Length - 1; i >= 0; i--)
        {
            var added = plan.Added[i];
            if (added.Number == head.Number)
                return new LedgerEntry(added.Number, added.Version.Payload is null, added.Weight);
        }

        return null;
    }
}
