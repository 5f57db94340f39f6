using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Npgsql;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

public sealed partial class PostgresHistoryStore
{
    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(numbers);
        return _database.Write(
            (connection, token) => Prune(connection, history, numbers, token), cancellation);
    }

    private async ValueTask<Either<TimelineError, Pruned>> Prune(
        NpgsqlConnection connection,
        HistoryName history,
        IReadOnlySet<long> numbers,
        CancellationToken cancellation)
    {
        var locked = await connection.Batch(_tables.HistoryToChange, history.Text)
            .Rows(from => HistoryReader.History(_database.Name, from), cancellation).ConfigureAwait(false);
        if (locked.Count == 0) return new TimelineError.HistoryUnknown(history);
        var outlines = await connection.Batch(_tables.Outlines, history.Text)
            .Rows(ToEntry, cancellation).ConfigureAwait(false);
        if (outlines.Count != locked[0].Versions) throw Gone(history, outlines.Count);
        var stored = await ToStored(connection, locked[0], cancellation).ConfigureAwait(false);
        var planned = PrunePlan.Make(stored, outlines, numbers);
        if (planned.IsLeft) return planned.Map(plan => new Pruned(plan.Dropped, plan.Cut));
        var plan = planned.ValueUnsafe();
        if (plan.Dropped.IsEmpty) return new Pruned([], []);
        var changed = new List<VersionRow>();
        foreach (var number in plan.Cut)
        {
            changed.Add(await WithSnapshot(connection, history, number, cancellation).ConfigureAwait(false));
        }

        var dropped = await Rows(
            connection, history, _tables.Some, [history.Text, plan.Dropped.ToArray()], cancellation)
            .ConfigureAwait(false);
        var versions = Reader(history).ToStored(dropped, VersionDetail.Full);
        changed.AddRange(dropped.Select((row, i) => row.Without(versions[i].Payload!)));

        // Written as it is: who trusts what he knew of the versions asks whether that row is still the same.
        var writes = connection.Batch(_tables.UpdateHistory, HistoryTables.ToArguments(locked[0]));
        foreach (var row in changed)
            writes = writes.And(_tables.UpdateVersion, HistoryTables.ToChanged(history.Text, row));
        _ = await writes.Run(cancellation).ConfigureAwait(false);
        return new Pruned(plan.Dropped, plan.Cut);
    }

    private static PrunePlan.Entry ToEntry(NpgsqlDataReader from) =>
        new(from.Number(0), from.GetBoolean(1), from.GetBoolean(2));

    /// <summary>The row of a version that is kept and whose first parent goes.</summary>
    private async ValueTask<VersionRow> WithSnapshot(
        NpgsqlConnection connection, HistoryName history, long number, CancellationToken cancellation)
    {
        var chain = await Chain(connection, history, number, cancellation).ConfigureAwait(false);
        var value = chain.Bind(found => Restoring.Restore(history, found))
            .IfLeft(error => throw Reader(history).Damage(number, error.Message));
        var rows = await Rows(connection, history, _tables.Some, [history.Text, new[] { number }], cancellation)
            .ConfigureAwait(false);
        return rows.Count == 1 ? rows[0].With(value) : throw Gone(history, number);
    }
}
