using System.Collections.Immutable;
using LanguageExt;
using Timeline.ErrorLogs;
using Timeline.Rows;

namespace Timeline.Sqlite;

/// <summary>A durable store of errors: one SQLite file, which may hold events and clocks too.</summary>
/// <remarks>Entries are flushed before they are acknowledged. Rows carry seals. Safe for many threads; they take
/// turns.</remarks>
public sealed class SqliteErrorStore : IErrorStore
{
    private readonly Access _access;
    private readonly ErrorTable _errors;
    private readonly ErrorPages _pages;

    private SqliteErrorStore(Database database, SqliteStoreOptions options)
    {
        Path = database.Path;
        _access = new Access(database, options);
        _errors = new ErrorTable(database);
        _pages = new ErrorPages(
            (before, count, cancellation) => _access.Read(() => _errors.Before(before, count), cancellation));
    }

    /// <summary>The store's file.</summary>
    public string Path { get; }

    /// <summary>Opens a store's file, or makes it.</summary>
    /// <param name="path">The file: of its own, or that of a store of events or clocks.</param>
    /// <param name="options">How; null for <see cref="SqliteStoreOptions.Default"/>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="Storage.HistoryStoreException">As <see cref="SqliteEventStore.Open"/>.</exception>
    public static SqliteErrorStore Open(string path, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= SqliteStoreOptions.Default;
        return new(StoreFile.Open(path, options, Schema.OfEvents), options);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, ImmutableArray<SavedError>>> AppendAsync(
        IReadOnlyList<ErrorEntry> entries, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return _access.Write(() => Append(entries), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredError> ReadAsync(ErrorQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _pages.ReadAsync(query, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<long>> RetainAsync(
        ErrorRetention keep, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return _access.Write(
            () =>
            {
                var entries = _errors.Before(long.MaxValue, int.MaxValue);
                entries.Reverse();
                var dropped = keep.Dropped(entries, now);
                foreach (var number in dropped) _errors.Delete(number);
                return dropped;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await _access.TakeLast().ConfigureAwait(false)) return;
        _errors.Dispose();
        _access.Dispose();
    }

    private Either<TimelineError, ImmutableArray<SavedError>> Append(IReadOnlyList<ErrorEntry> entries) =>
        ErrorSave.Plan(entries, entries.Select(entry => _errors.Find(entry.Id)).OfType<StoredError>()).Map(plan =>
        {
            var first = plan.Added.Count == 0 ? 0 : _errors.Last() + 1;
            foreach (var row in plan.Rows(first)) _errors.Insert(row);
            return plan.Answer(first);
        });
}
