using Npgsql;
using NpgsqlTypes;

namespace Timeline.Postgres;

/// <summary>Statements with their arguments, short to write: parameters are positional and typed by the
/// value.</summary>
internal static class Sql
{
    /// <summary>One statement by itself.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="text">Its text, with $1, $2…; made of constants and the schema's name.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The batch; the caller closes it.</returns>
    public static NpgsqlBatch Batch(this NpgsqlConnection connection, string text, params object[] arguments) =>
        new NpgsqlBatch(connection).And(text, arguments);

    /// <summary>A batch with one more statement, that goes to the server in the same message.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="text">The statement's text.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The batch.</returns>
    public static NpgsqlBatch And(this NpgsqlBatch batch, string text, params object[] arguments)
    {
        // Every text is made of constants and of a schema's name, whose grammar leaves no room for more.
#pragma warning disable CA2100
        var command = new NpgsqlBatchCommand(text);
#pragma warning restore CA2100
        foreach (var argument in arguments) _ = command.Parameters.Add(Parameter(argument));
        batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Runs a batch that gives nothing back.</summary>
    /// <param name="batch">The batch, which is closed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many rows were changed in all.</returns>
    public static async ValueTask<int> Run(this NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using var closing = batch.ConfigureAwait(false);
        return await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs a batch and reads all rows of its only statement.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="batch">The batch, which is closed.</param>
    /// <param name="read">Makes something of the row that the reader stands on.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The rows.</returns>
    public static async ValueTask<List<T>> Rows<T>(
        this NpgsqlBatch batch, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var closing = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = reader.ConfigureAwait(false);
        return await reader.Rows(read, cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs a batch and reads the rows of all its statements, in order.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="batch">The batch, which is closed.</param>
    /// <param name="read">Makes something of the row that the reader stands on.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The rows.</returns>
    public static async ValueTask<List<T>> AllRows<T>(
        this NpgsqlBatch batch, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var closing = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = reader.ConfigureAwait(false);
        var rows = new List<T>();
        do
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) rows.Add(read(reader));
        }
        while (await reader.NextResultAsync(cancellation).ConfigureAwait(false));
        return rows;
    }

    /// <summary>Reads the rows of the statement that a reader stands on.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="reader">The reader.</param>
    /// <param name="read">Makes something of the row that the reader stands on.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The rows.</returns>
    public static async ValueTask<List<T>> Rows<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The bytes in a column; null for NULL.</summary>
    public static byte[]? Bytes(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>The number in a column; null for NULL.</summary>
    public static long? Number(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>A number as an argument.</summary>
    public static object OrNull(long? number) => number is { } there ? there : Null.Number;

    /// <summary>Bytes as an argument.</summary>
    public static object OrNull(byte[]? bytes) => bytes is { } there ? there : Null.Bytes;

    /// <summary>Copies rows into a table, which for many is several times faster than statements.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="text">The COPY statement.</param>
    /// <param name="rows">The rows' columns.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A task that ends when the rows are there.</returns>
    public static async ValueTask Copy(
        this NpgsqlConnection connection, string text, IEnumerable<object[]> rows, CancellationToken cancellation)
    {
        var importer = await connection.BeginBinaryImportAsync(text, cancellation).ConfigureAwait(false);
        await using var ending = importer.ConfigureAwait(false);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellation).ConfigureAwait(false);
            foreach (var column in row) await Write(importer, column, cancellation).ConfigureAwait(false);
        }

        _ = await importer.CompleteAsync(cancellation).ConfigureAwait(false);
    }

    private static Task Write(NpgsqlBinaryImporter importer, object column, CancellationToken cancellation) =>
        column switch
        {
            long number => importer.WriteAsync(number, NpgsqlDbType.Bigint, cancellation),
            string text => importer.WriteAsync(text, NpgsqlDbType.Text, cancellation),
            byte[] bytes => importer.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellation),
            bool truth => importer.WriteAsync(truth, NpgsqlDbType.Boolean, cancellation),
            Utf8 text => importer.WriteAsync(text.Bytes, NpgsqlDbType.Text, cancellation),
            ulong transaction => importer.WriteAsync(transaction, NpgsqlDbType.Xid8, cancellation),
            Null => importer.WriteNullAsync(cancellation),
            _ => throw Unknown(column),
        };

    private static NpgsqlParameter Parameter(object argument) => argument switch
    {
        long number => new NpgsqlParameter<long> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Bigint },
        string text => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text },
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        Utf8 text => new NpgsqlParameter<byte[]> { TypedValue = text.Bytes, NpgsqlDbType = NpgsqlDbType.Text },
        ulong transaction => new NpgsqlParameter<ulong>
        {
            TypedValue = transaction,
            NpgsqlDbType = NpgsqlDbType.Xid8,
        },
        bool truth => new NpgsqlParameter<bool> { TypedValue = truth, NpgsqlDbType = NpgsqlDbType.Boolean },
        byte[][] many => new NpgsqlParameter<byte[][]>
        {
            TypedValue = many,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        },
        string[] many => new NpgsqlParameter<string[]>
        {
            TypedValue = many,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        },
        long[] many => new NpgsqlParameter<long[]>
        {
            TypedValue = many,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        },
        long?[] many => new NpgsqlParameter<long?[]>
        {
            TypedValue = many,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        },
        bool[] many => new NpgsqlParameter<bool[]>
        {
            TypedValue = many,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean,
        },
        uint writer => new NpgsqlParameter<uint> { TypedValue = writer, NpgsqlDbType = NpgsqlDbType.Xid },
        Null.Number => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
        Null.Bytes => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => throw Unknown(argument),
    };

    private static ArgumentException Unknown(object argument) => new($"{argument.GetType()} is in no column.");

    /// <summary>A NULL with a type, so that a statement prepared once serves with and without.</summary>
    private enum Null
    {
        Number,
        Bytes,
    }
}
