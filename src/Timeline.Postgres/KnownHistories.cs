using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Timeline.Rows;

namespace Timeline.Postgres;

/// <summary>What a store knows of the histories it wrote to, and whether it may trust that.</summary>
/// <remarks>
/// To trust in vain costs a message. So once something else has changed a history, what is known of it is not trusted
/// until this store has written to it twice with nobody between. Safe for many threads: what is known may be out of
/// date at any time, and then the server refuses.
/// </remarks>
internal sealed class KnownHistories
{
    private const int MostHistories = 1024;
    private const int MostBranches = 256;

    private readonly ConcurrentDictionary<string, (LastKnown Known, bool IsTrusted)> _histories = [];

    /// <summary>Finds what may be trusted.</summary>
    /// <param name="history">The history's name.</param>
    /// <param name="known">What is known of it.</param>
    /// <returns>Whether there is something.</returns>
    public bool TryTrusted(string history, [NotNullWhen(true)] out LastKnown? known)
    {
        known = _histories.TryGetValue(history, out var last) && last.IsTrusted ? last.Known : null;
        return known is not null;
    }

    /// <summary>What is known of a history if its row is still what a transaction wrote.</summary>
    /// <param name="row">The history's row, as it was read.</param>
    /// <param name="writer">The transaction that wrote it.</param>
    /// <returns>What is known; null where the row is another.</returns>
    public LastKnown? Of(HistoryRow row, uint writer) =>
        _histories.TryGetValue(row.Name, out var last) && last.Known.Writer == writer && last.Known.Row == row
            ? last.Known
            : null;

    /// <summary>Takes note of what an append has left.</summary>
    /// <param name="known">What is known now.</param>
    /// <param name="isAlone">Whether nobody came between this append and the one before it.</param>
    public void Learn(LastKnown known, bool isAlone)
    {
        var name = known.Row.Name;
        if (known.Heads.Count > MostBranches)
        {
            _ = _histories.TryRemove(name, out _);
            return;
        }

        var isTrusted = isAlone || !_histories.TryGetValue(name, out var last) || last.IsTrusted;
        if (_histories.Count >= MostHistories && !_histories.ContainsKey(name)) _histories.Clear();
        _histories[name] = (known, isTrusted);
    }

    /// <summary>Takes note that something else has changed a history.</summary>
    /// <param name="known">What was known of it.</param>
    public void Doubt(LastKnown known) =>
        _ = _histories.TryUpdate(known.Row.Name, (known, false), (known, true));
}
