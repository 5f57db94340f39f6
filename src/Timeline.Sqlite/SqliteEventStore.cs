using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Events;
using Timeline.Rows;

namespace Timeline.Sqlite;

/// <summary>A durable store of events: one SQLite file, which may hold clocks and errors too.</summary>
/// <remarks>
/// <para>
/// Acknowledged is durable: every save is one transaction, flushed before it returns. Positions are 1, 2, 3… in the
/// order of commits, of which there is one at a time, also among processes. A subscriber is woken by this store's own
/// saves at once, and looks for those of others ten times a second.
/// </para>
/// <para>
/// Nothing is silently wrong: each row carries a seal over all its columns, and an event that vanished leaves a gap;
/// what does not fit is a <see cref="Storage.HistoryStoreException"/> of <see cref="Storage.StoreTrouble.Corrupt"/>.
/// </para>
/// Safe for many threads; they take turns.
/// </remarks>
public sealed class SqliteEventStore : IEventStore
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Access _access;
    private readonly EventTable _events;
    private readonly EventPages _pages;
    private TaskCompletionSource _saved = NewSignal();

    private SqliteEventStore(Database database, SqliteStoreOptions options)
    {
        Path = database.Path;
        _access = new Access(database, options);
        _events = new EventTable(database);
        _pages = new EventPages(Path, Has, Page);
    }

    /// <summary>The store's file.</summary>
    public string Path { get; }

    /// <summary>Opens a store's file, or makes it.</summary>
    /// <param name="path">The file: of its own, not that of a store of histories.</param>
    /// <param name="options">How; null for <see cref="SqliteStoreOptions.Default"/>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="Storage.HistoryStoreException">
    /// The file is missing and not to be made, is no such store, has a newer format, is held by another process, or
    /// cannot be opened; it is then left as it was.
    /// </exception>
    public static SqliteEventStore Open(string path, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= SqliteStoreOptions.Default;
        return new(StoreFile.Open(path, options, Schema.OfEvents), options);
    }

    /// <inheritdoc/>
    public async ValueTask<Either<TimelineError, ImmutableArray<SavedEvent>>> SaveAsync(
        IReadOnlyList<Event> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellation.ThrowIfCancellationRequested();
        var saved = await _access.Write(() => Save(events), cancellation).ConfigureAwait(false);
        Interlocked.Exchange(ref _saved, NewSignal()).SetResult();
        return saved;
    }

    /// <inheritdoc/>
    public ValueTask<Option<StoredEvent>> FindAsync(EventId id, CancellationToken cancellation = default) =>
        _access.Read(
            () => _events.Find(id) is { } found ? found : Option<StoredEvent>.None, cancellation);

    /// <inheritdoc/>
    public ValueTask<EventPosition> EndAsync(CancellationToken cancellation = default) =>
        _access.Read(() => EventPosition.Of(_events.End()), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _pages.ReadAsync(query, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SubscribeAsync(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _pages.SubscribeAsync(query, Listen, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await _access.TakeLast().ConfigureAwait(false)) return;
        _events.Dispose();
        _access.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Func<CancellationToken, Task> Listen()
    {
        var saved = _saved.Task;
        return async cancellation =>
        {
            _ = await Task.WhenAny(saved, Task.Delay(Pause, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        };
    }

    private Either<TimelineError, ImmutableArray<SavedEvent>> Save(IReadOnlyList<Event> events)
    {
        var first = _events.End() + 1;
        List<StoredEvent> there = [];
        while (true)
        {
            var planned = EventSave.Plan(events, there);
            if (planned.IsLeft) return planned.Map(_ => ImmutableArray<SavedEvent>.Empty);
            var plan = planned.ValueUnsafe()!;
            var rows = plan.Added.Select((added, i) => EventRow.Of(EventPosition.Of(first + i), added));
            if (_events.TryInsert([.. rows])) return plan.Answer(index => EventPosition.Of(first + index));

            // Only where an id is given are those that are there looked up; then it goes well.
            var found = events.Select(@event => _events.FindByIndex(@event.Id)).OfType<StoredEvent>().ToList();
            if (found.Count == there.Count) throw _events.Damage("an id is given to an event that is not there");
            there = found;
        }
    }

    private ValueTask<bool> Has(EventPosition position, CancellationToken cancellation) => _access.Read(
        () => position.Transaction == 0 && position.Sequence <= _events.End(), cancellation);

    private ValueTask<EventPage> Page(EventQuery query, EventPosition until, CancellationToken cancellation) =>
        _access.Read(() => _events.Page(query, until.Sequence), cancellation);
}
