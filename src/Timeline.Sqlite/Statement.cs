using System.Text;
using SQLitePCL;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>
/// A statement that is prepared when first used: bound from 1, stepped, read from column 0, reset by
/// <see cref="Begin"/>.
/// </summary>
internal sealed class Statement(Database database, string sql) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(false);

    private sqlite3_stmt? _handle;

    // The same as a bare address, for going along rows and reading columns; 0 before and after.
    private nint _address;
    private bool _isBegun;

    /// <summary>What it was made from.</summary>
    public string Sql => sql;

    /// <summary>Makes it ready for another run.</summary>
    /// <returns>This statement.</returns>
    public Statement Begin()
    {
        // The answer repeats that of the last step, which was thrown then.
        if (_handle is null) Prepare();
        else if (_isBegun) _ = raw.sqlite3_reset(_handle);
        _isBegun = false;
        return this;
    }

    public Statement Bind(int index, long value)
    {
        database.Check(raw.sqlite3_bind_int64(_handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public Statement Bind(int index, string value)
    {
        // With its length: a text may hold a zero.
        var bytes = Utf8.GetBytes(value);
        return BindText(index, bytes);
    }

    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        database.Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(_handle, index, "")
            : raw.sqlite3_bind_text(_handle, index, utf8));
        return this;
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        database.Check(bytes.IsEmpty
            ? raw.sqlite3_bind_zeroblob(_handle, index, 0)
            : raw.sqlite3_bind_blob(_handle, index, bytes));
        return this;
    }

    public Statement Bind(int index, VersionId id)
    {
        Span<byte> bytes = stackalloc byte[VersionId.Size];
        id.CopyTo(bytes);
        return BindBlob(index, bytes);
    }

    public Statement BindNull(int index)
    {
        database.Check(raw.sqlite3_bind_null(_handle, index));
        return this;
    }

    /// <summary>Takes a step.</summary>
    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        _isBegun = true;
        var answer = Columns.Step(_address);
        GC.KeepAlive(_handle);
        return answer switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            var code => throw Fail(code),
        };
    }

    /// <summary>Runs it to its end and makes it ready again.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        _ = Begin();
    }

    public bool IsNull(int column) => Columns.Kind(_address, column) == raw.SQLITE_NULL;

    public bool IsText(int column) => Columns.Kind(_address, column) == raw.SQLITE_TEXT;

    public bool IsInteger(int column) => Columns.Kind(_address, column) == raw.SQLITE_INTEGER;

    public long Long(int column) => Columns.Long(_address, column);

    public string Text(int column) => Utf8.GetString(Bytes(column));

    /// <summary>The bytes of a text or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => Columns.Bytes(_address, column);

    /// <summary>A copy of the bytes of a text or blob; null for NULL.</summary>
    public byte[]? Copy(int column) => IsNull(column) ? null : Bytes(column).ToArray();

    public void Dispose()
    {
        _address = 0;
        database.Remove(this);
        _handle?.Dispose();
    }

    private void Prepare()
    {
        _handle = database.Prepare(sql);
        _address = _handle.DangerousGetHandle();
        database.Add(this);
    }

    private Exception Fail(int code)
    {
        var failure = database.Failure(code);
        _ = Begin();
        return failure;
    }
}
