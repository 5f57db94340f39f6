using LanguageExt;
using Timeline.Causality;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>A durable store of clocks: one SQLite file, which may hold events and errors too.</summary>
/// <remarks>
/// A time is flushed before it is answered, and given once among all processes that have the file open. Rows carry
/// seals. A node that has no clock here but events in the same file goes on from the latest of them, so that a clock
/// that was lost, or begins late, does not give their times again: O(events of the file), until its first advance.
/// Safe for many threads; they take turns.
/// </remarks>
public sealed class SqliteClockStore : IClockStore
{
    private readonly Access _access;
    private readonly ClockTable _clocks;
    private readonly EventTable _events;

    private SqliteClockStore(Database database, SqliteStoreOptions options)
    {
        Path = database.Path;
        _access = new Access(database, options);
        _clocks = new ClockTable(database);
        _events = new EventTable(database);
    }

    /// <summary>The store's file.</summary>
    public string Path { get; }

    /// <summary>Opens a store's file, or makes it.</summary>
    /// <param name="path">The file: of its own, or that of a store of events or errors.</param>
    /// <param name="options">How; null for <see cref="SqliteStoreOptions.Default"/>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">As <see cref="SqliteEventStore.Open"/>.</exception>
    public static SqliteClockStore Open(string path, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= SqliteStoreOptions.Default;
        return new(StoreFile.Open(path, options, Schema.OfEvents), options);
    }

    /// <inheritdoc/>
    public ValueTask<long> LoadAsync(ReplicaId node, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _access.Read(() => TimeOf(node), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, long>> AdvanceAsync(
        ReplicaId node, long atLeast, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        return _access.Write(
            () =>
            {
                var next = LamportClock.After(node, TimeOf(node), atLeast);
                foreach (var time in next.RightToSeq()) _clocks.Put(new ClockRow(node.Text, time));
                return next;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await _access.TakeLast().ConfigureAwait(false)) return;
        _clocks.Dispose();
        _events.Dispose();
        _access.Dispose();
    }

    private long TimeOf(ReplicaId node) => _clocks.TimeOf(node) ?? _events.LatestTimeOf(node);
}
