using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Values;

namespace Timeline.Storage;

/// <summary>Gives up payloads of a history in memory.</summary>
internal static class MemoryPruning
{
    /// <summary>The history without some payloads, and what was done.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Report">What was done.</param>
    public sealed record Outcome(MemoryHistory History, Pruned Report);

    public static Either<TimelineError, Outcome> Prune(MemoryHistory history, IReadOnlySet<long> numbers)
    {
        var planned = PrunePlan.Make(history.ToStored(), [.. history.Rows.Select(ToEntry)], numbers);
        return planned.Bind(plan => Carry(history, plan));
    }

    private static Either<TimelineError, Outcome> Carry(MemoryHistory history, PrunePlan plan)
    {
        var rows = history.Rows.ToBuilder();
        foreach (var number in plan.Cut)
        {
            var value = history.Chain(number).Bind(chain => Restoring.Restore(history.Name, chain));
            if (value.IsLeft) return value.Map(_ => default(Outcome)!);
            var snapshot = Json.ToUtf8(value.ValueUnsafe());
            rows[(int)number] = rows[(int)number] with
            {
                Snapshot = snapshot,
                Weight = SnapshotPolicy.Begin(snapshot.Length),
            };
        }

        foreach (var number in plan.Dropped) rows[(int)number] = rows[(int)number].Dropped();
        return new Outcome(
            history with { Rows = rows.ToImmutable() }, new Pruned(plan.Dropped, plan.Cut));
    }

    private static PrunePlan.Entry ToEntry(MemoryHistory.Row row) => new(
        row.Version.Parents.IsEmpty ? null : row.Version.Parents[0].Number,
        row.Version.IsPruned,
        row.Snapshot is not null);
}
