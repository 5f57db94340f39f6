using Npgsql;
using NpgsqlTypes;
using Timeline.Postgres;

namespace Timeline.Benchmarks.Storage;

/// <summary>PostgreSQL driven by hand through Npgsql: the same rows into the same tables, in a schema beside, with the same
/// durability; one row by prepared statements, many by copying.</summary>
internal sealed class BarePostgres : IAsyncDisposable
{
    private const string Schema = "bare";

    private readonly NpgsqlConnection _connection;
    private long _next;

    private BarePostgres(NpgsqlConnection connection) => _connection = connection;

    public static async Task<BarePostgres> Open(NpgsqlDataSource source)
    {
        var options = new PostgresStoreOptions { Schema = Schema };
        await (await PostgresEventStore.OpenAsync(source, options)).DisposeAsync();
        var connection = await source.OpenConnectionAsync();
        await using var branch = new NpgsqlCommand($"INSERT INTO {Schema}.branch VALUES('h', 'main', 0, 0)", connection);
        await branch.ExecuteNonQueryAsync();
        return new BarePostgres(connection);
    }

    /// <summary>Inserts events in one transaction.</summary>
    public async Task Insert(IReadOnlyList<EventData.Columns> rows)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        var tx = (ulong)(1_000 + _next++);
        if (rows.Count == 1)
        {
            await using var batch = new NpgsqlBatch(_connection);
            batch.BatchCommands.Add(Command("INSERT INTO bare.event_id VALUES($1, $2, $3, $4)",
                rows[0].Id, rows[0].Aggregate, tx, 0L));
            batch.BatchCommands.Add(Command("INSERT INTO bare.event VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                rows[0].Aggregate, tx, 0L, rows[0].Id, rows[0].Type, rows[0].Node, rows[0].Body, 7L));
            await batch.ExecuteNonQueryAsync();
        }
        else
        {
            await Copy("bare.event_id", rows.Select((row, i) => new object[] { row.Id, row.Aggregate, tx, (long)i }));
            await Copy("bare.event", rows.Select((row, i) => new object[]
            {
                row.Aggregate, tx, (long)i, row.Id, row.Type, row.Node, row.Body, 7L,
            }));
        }

        await transaction.CommitAsync();
    }

    /// <summary>Inserts versions and moves the branch in one transaction.</summary>
    public async Task Append(IReadOnlyList<byte[]> ids, IReadOnlyList<byte[]> patches)
    {
        const string Columns = "history, number, id, parent, time, actor, label, changes, base_bytes, chain_bytes, patch, "
            + "patch_is_text, seal";
        await using var transaction = await _connection.BeginTransactionAsync();
        object[] Row(int i) =>
        [
            "h", _next + i, new Blob(ids[i]), _next + i - 1, 1_700_000_000_000 + i, "somebody", "a change", 1L, 76_000L, 0L,
            new Blob(patches[i]), true, 7L,
        ];

        await using var batch = new NpgsqlBatch(_connection);
        if (ids.Count == 1)
        {
            batch.BatchCommands.Add(Command(
                $"INSERT INTO bare.version({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                Row(0)));
        }
        else
        {
            await Copy($"bare.version({Columns})", Enumerable.Range(0, ids.Count).Select(Row));
        }

        _next += ids.Count;
        batch.BatchCommands.Add(Command("UPDATE bare.branch SET head = $1 WHERE history = 'h' AND name = 'main'", _next));
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task Copy(string table, IEnumerable<object[]> rows)
    {
        await using var importer = await _connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await importer.StartRowAsync();
            foreach (var column in row)
            {
                await (column switch
                {
                    ulong number => importer.WriteAsync(number, NpgsqlDbType.Xid8),
                    long number => importer.WriteAsync(number, NpgsqlDbType.Bigint),
                    string text => importer.WriteAsync(text, NpgsqlDbType.Text),
                    byte[] utf8 => importer.WriteAsync(utf8, NpgsqlDbType.Text),
                    bool truth => importer.WriteAsync(truth, NpgsqlDbType.Boolean),
                    Blob blob => importer.WriteAsync(blob.Bytes, NpgsqlDbType.Bytea),
                    _ => throw new InvalidOperationException("No such column."),
                });
            }
        }

        await importer.CompleteAsync();
    }

    private static NpgsqlBatchCommand Command(string text, params object[] arguments)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(argument switch
            {
                ulong number => new NpgsqlParameter<ulong> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Xid8 },
                byte[] utf8 => new NpgsqlParameter<byte[]> { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Text },
                Blob blob => new NpgsqlParameter<byte[]> { TypedValue = blob.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                bool truth => new NpgsqlParameter<bool> { TypedValue = truth },
                _ => new NpgsqlParameter<string> { TypedValue = (string)argument },
            });
        }

        return command;
    }

    /// <summary>Bytes that are no text.</summary>
    private sealed record Blob(byte[] Bytes);
}
