using LanguageExt.UnsafeValueAccess;
using Npgsql;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

public sealed partial class PostgresHistoryStore
{
    // An array of the server's holds less than 1 GB.
    private const long MostBytesAtOnce = 16 << 20;

    private readonly KnownHistories _known = new();
    private bool _isStepwiseAlone;

    /// <summary>Appends by one statement, which trusts what this store knew last and does nothing where that has
    /// changed.</summary>
    /// <returns>What was appended; null for nothing, and whether an attempt that was lost before may have appended
    /// it.</returns>
    private async ValueTask<(Appended? Given, bool IsInDoubt)> AppendAtOnce(
        HistoryName history, AppendBatch batch, CodedBatch coded, CancellationToken cancellation)
    {
        if (_isStepwiseAlone || !_known.TryTrusted(history.Text, out var known)) return (null, false);
        var planned = AppendPlan.Make(history, batch, known, _database.Options.Snapshots, coded);
        if (planned.IsLeft) return (null, false);
        var plan = planned.ValueUnsafe()!;
        if (!IsForOneStatement(batch, plan)) return (null, false);
        var rows = plan.Added.Select(added => coded.ToRow(known.Row.Key, added)).ToArray();
        if (rows.Sum(BytesOf) > MostBytesAtOnce) return (null, false);
        var after = After(known.Row, plan);
        var statement = rows.Length == 1 ? _tables.AppendOneAtOnce : _tables.AppendAtOnce;
        var arguments = HistoryTables.ToArguments(known, after, plan.Moves[0], rows, SealsOf(rows));
        var (writer, isInDoubt) = await _database.WriteAtOnce(
            connection => Ask(connection, statement, arguments), cancellation).ConfigureAwait(false);
        if (writer is { } number)
        {
            _known.Learn(known.After(after, number, plan), isAlone: true);
            return (plan.Result, isInDoubt);
        }

        _known.Doubt(known);
        return (null, isInDoubt);
    }

    /// <summary>The number of the transaction that appended; null where the server refused.</summary>
    private async ValueTask<uint?> Ask(NpgsqlConnection connection, string statement, object[] arguments)
    {
        try
        {
            var answer = await connection.Batch(statement, arguments)
                .AllRows(from => from.GetFieldValue<uint>(0), CancellationToken.None).ConfigureAwait(false);
            return answer is [var writer] ? writer : null;
        }
        catch (PostgresException refused) when (IsRefusal(refused))
        {
            return null;
        }
    }

    // Whatever is the matter, the careful way finds it out, and names it.
    private bool IsRefusal(PostgresException refused)
    {
        // Of a server that is spread over others, which do not do this in one statement.
        if (refused.SqlState == PostgresErrorCodes.FeatureNotSupported) _isStepwiseAlone = true;
        return refused.SqlState is PostgresErrorCodes.FeatureNotSupported
            or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.DivisionByZero;
    }

    private static bool IsForOneStatement(AppendBatch batch, AppendPlan plan) =>
        plan.Added.Length is > 0 and < Many
        && plan.Added.Length == batch.Versions.Length
        && plan.Moves.Length == 1
        && plan.Moves[0].After.IsSome;

    private static long BytesOf(VersionRow row) =>
        (row.Patch?.Length ?? 0L) + (row.Source?.Length ?? 0) + (row.Snapshot?.Length ?? 0);

    private static long[] SealsOf(VersionRow[] rows) =>
        Seal.Of([.. rows.Select(row => (ReadOnlyMemory<byte>)row.SealText())], rows.Length >= Many);

    private static HistoryRow After(HistoryRow before, AppendPlan plan)
    {
        var after = before with
        {
            Versions = plan.Result.Count,
            Current = plan.Current?.Text ?? before.Current,
        };
        foreach (var move in plan.Moves) after = after.After(move);
        return after;
    }
}
