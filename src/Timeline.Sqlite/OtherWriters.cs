namespace Timeline.Sqlite;

/// <summary>Whether somebody else has written to a file: what was found whole there stays so until then.</summary>
internal sealed class OtherWriters(Database database) : IDisposable
{
    // Changes whenever somebody else has written to the file, and not when this connection has.
    private readonly Statement _version = new(database, "PRAGMA data_version");

    /// <summary>A number that is the same as before as long as nobody else has written.</summary>
    /// <returns>The number.</returns>
    public long State()
    {
        _ = _version.Begin().Step();
        var state = _version.Long(0);
        _ = _version.Begin();
        return state;
    }

    public void Dispose() => _version.Dispose();
}
