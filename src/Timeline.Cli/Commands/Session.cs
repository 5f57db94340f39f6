using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary>One run of a command: what the user wrote, where it prints, and the stores it has opened.</summary>
internal sealed class Session : IAsyncDisposable
{
    private const int MostLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly CommonOptions _common;
    private readonly ParseResult _parse;
    private readonly Dictionary<string, SqliteHistoryStore> _stores = [];

    /// <summary>A run.</summary>
    /// <param name="common">What every command understands.</param>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public Session(CommonOptions common, ParseResult parse, CancellationToken cancellation)
    {
        _common = common;
        _parse = parse;
        Cancellation = cancellation;
    }

    /// <summary>Where the command prints.</summary>
    public Terminal Terminal => _common.Terminal!;

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Whether the answer is to be JSON.</summary>
    public bool IsJson => _parse.GetValue(_common.Json);

    /// <summary>What the user wrote for an argument.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <returns>The value, or the default.</returns>
    public T? Get<T>(Argument<T> argument) => _parse.GetValue(argument);

    /// <summary>What the user wrote for an option.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="option">The option.</param>
    /// <returns>The value, or the default.</returns>
    public T? Get<T>(Option<T> option) => _parse.GetValue(option);

    /// <summary>Which store a document belongs to.</summary>
    /// <param name="document">The document, or a folder.</param>
    /// <returns>The location.</returns>
    public StoreLocation Locate(string document) => StoreLocation.Of(document, _parse.GetValue(_common.Store));

    /// <summary>Opens a store that is there.</summary>
    /// <param name="location">Where it is.</param>
    /// <returns>The store; the session closes it.</returns>
    public IHistoryStore OpenStore(StoreLocation location) => OpenSqlite(location);

    /// <inheritdoc cref="OpenStore"/>
    public SqliteHistoryStore OpenSqlite(StoreLocation location) =>
        location.Exists
            ? Open(location.File, forReading: true)
            : throw new RefusalException(
                ExitCode.No,
                $"there is no store '{location.File}'; name another one, or begin it with: timeline record FILE");

    /// <summary>Opens a store that is there and is never written.</summary>
    /// <param name="file">Its file, as a full path.</param>
    /// <returns>The store; the session closes it.</returns>
    public SqliteHistoryStore OpenToRead(string file)
    {
        if (_stores.TryGetValue(file, out var open)) return open;
        RefuseEmpty(file);
        var store = SqliteHistoryStore.Open(file, new SqliteStoreOptions { ReadOnly = true });
        _stores.Add(file, store);
        return store;
    }

    /// <summary>Opens a store, and makes it where there is none.</summary>
    /// <param name="location">Where it is to be.</param>
    /// <returns>The store; the session closes it.</returns>
    public IHistoryStore OpenOrMakeStore(StoreLocation location)
    {
        if (!location.Exists) location.MakeFolder();
        return Open(location.File, forReading: false);
    }

    /// <summary>Opens the history of a document that has been recorded, for a command that writes the file.</summary>
    /// <param name="file">The document.</param>
    /// <returns>The history, which has at least one version.</returns>
    public ValueTask<DocumentHistory> OpenAsync(string file)
    {
        var location = Locate(file);
        return OpenAsync(file, location, [location.NameOf(file)]);
    }

    /// <summary>Opens a history that has been recorded, of a document or by its name in the store.</summary>
    /// <param name="written">The document, or the name.</param>
    /// <returns>The history, which has at least one version.</returns>
    public ValueTask<DocumentHistory> FindAsync(string written)
    {
        var location = Locate(written);
        return OpenAsync(written, location, location.NamesOf(written));
    }

    /// <summary>Opens the history of a document that may be recorded for the first time.</summary>
    /// <param name="file">The document.</param>
    /// <param name="bytes">What is to be recorded, where it is known: what is no document makes no store.</param>
    /// <returns>The history.</returns>
    public async ValueTask<DocumentHistory> OpenOrBeginAsync(string file, ReadOnlyMemory<byte>? bytes = null)
    {
        var location = Locate(file);
        var name = location.NameOf(file);
        if (bytes is { } first && !location.Exists) _ = Document.Parse(first).OrRefuse(file);
        var store = OpenOrMakeStore(location);
        return await DocumentHistory.OpenAsync(store, name, null, Cancellation).ConfigureAwait(false);
    }

    /// <summary>A version with what it changed.</summary>
    /// <param name="file">The document.</param>
    /// <param name="history">Its history.</param>
    /// <param name="version">The version's header.</param>
    /// <returns>The version with its patch, unless it was pruned.</returns>
    public async ValueTask<StoredVersion> WithPatchAsync(string file, DocumentHistory history, StoredVersion version)
    {
        var read = await OpenStore(Locate(file)).ReadAsync(
            history.Name, version.Number, Cancellation).ConfigureAwait(false);
        return read.OrRefuse(file);
    }

    /// <summary>A stamp at the present moment.</summary>
    /// <param name="actor">Who, or null for the user.</param>
    /// <param name="label">In what words.</param>
    /// <param name="time">When, or null for now.</param>
    /// <returns>The stamp.</returns>
    public static Stamp StampOf(string? actor, string? label, DateTimeOffset? time = null) =>
        new(time ?? TimeProvider.System.GetUtcNow(), actor ?? Users.Current(), label ?? "");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
            await store.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<DocumentHistory> OpenAsync(
        string file, StoreLocation location, IReadOnlyList<HistoryName> names)
    {
        if (location.Exists || location.IsAsked)
        {
            var store = OpenStore(location);
            foreach (var name in names)
            {
                var history = await DocumentHistory.OpenAsync(store, name, null, Cancellation).ConfigureAwait(false);
                if (!history.IsEmpty) return history;
            }
        }

        var where = location.Exists ? $" in {location.File}" : "";
        var begin = $"begin with: timeline record {file}";
        throw new RefusalException(
            ExitCode.No,
            $"nothing of '{file}' is recorded{where}; {AdviceOnVersion(file) ?? begin}");
    }

    // FILE@V is understood by those who ask of one version.
    private static string? AdviceOnVersion(string file) => DocumentReference.Parse(file) switch
    {
        { Revision: { } version, File: var document } when File.Exists(document) =>
            $"name the document by itself, as '{document}', and version {version} as the command's help says",
        _ => null,
    };

    private SqliteHistoryStore Open(string file, bool forReading)
    {
        if (_stores.TryGetValue(file, out var open)) return open;

        RefuseEmpty(file);
        var store = OpenFile(file, forReading);
        _stores.Add(file, store);
        return store;
    }

    // A store is never empty but for the moment in which another process makes it. Opening would make a new one of
    // it, and what was lost would look as if it had never been.
    private static void RefuseEmpty(string file)
    {
        for (var looks = 0; IsEmpty(file); looks++)
        {
            if (looks == MostLooks)
            {
                throw new RefusalException(
                    ExitCode.Trouble,
                    $"'{file}' is empty: it was cut off, or nothing was ever recorded in it; "
                    + "restore it from a copy, or delete it to begin anew");
            }

            Thread.Sleep(BetweenLooks);
        }
    }

    private static bool IsEmpty(string file) => new FileInfo(file) is { Exists: true, Length: 0 };

    private static SqliteHistoryStore OpenFile(string file, bool forReading)
    {
        try
        {
            return SqliteHistoryStore.Open(file);
        }
        catch (HistoryStoreException trouble) when (forReading && trouble.Trouble == StoreTrouble.NotPermitted)
        {
            // Who may only read it can still ask it everything.
            return SqliteHistoryStore.Open(file, new SqliteStoreOptions { ReadOnly = true });
        }
    }
}
