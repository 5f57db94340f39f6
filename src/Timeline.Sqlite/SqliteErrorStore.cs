using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Rows;

namespace Timeline.Sqlite;

/// <summary>A durable store of errors: one SQLite file, which may hold events and clocks too.</summary>
/// <remarks>Entries are flushed before they are acknowledged. Rows carry seals. Safe for many threads; they take
/// turns.</remarks>
public sealed class SqliteErrorStore : IErrorStore
{
    // How many entries are in memory at once, but for retaining.
    private const int PageSize = 256;

    private readonly Access _access;
    private readonly ErrorTable _errors;

    private SqliteErrorStore(Database database, SqliteStoreOptions options)
    {
        Path = database.Path;
        _access = new Access(database, options);
        _errors = new ErrorTable(database);
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
    public async IAsyncEnumerable<StoredError> ReadAsync(
        ErrorQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var before = query.Before ?? long.MaxValue;
        for (var left = query.Limit ?? int.MaxValue; left > 0;)
        {
            var bound = before;
            var page = await _access.Read(() => _errors.Before(bound, PageSize), cancellation).ConfigureAwait(false);
            foreach (var stored in page.Where(query.Matches).Take(left))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return stored;
                left--;
            }

            if (page.Count < PageSize) yield break;
            before = page[^1].Number;
        }
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

    private Either<TimelineError, ImmutableArray<SavedError>> Append(IReadOnlyList<ErrorEntry> entries)
    {
        var there = new Dictionary<EventId, StoredError>();
        foreach (var entry in entries)
            if (_errors.Find(entry.Id) is { } stored) there[entry.Id] = stored;
        var planned = SavePlan<ErrorEntry, StoredError>.Make(
            entries, entry => entry.Id, there, stored => stored.Entry,
            (stored, given) => new TimelineError.ErrorContentDiffers(stored, given));
        if (planned.IsLeft) return planned.Map(_ => ImmutableArray<SavedError>.Empty);
        var plan = planned.ValueUnsafe()!;
        var first = plan.Added.Count == 0 ? 0 : _errors.Last() + 1;
        for (var i = 0; i < plan.Added.Count; i++) _errors.Insert(ErrorRow.Of(first + i, plan.Added[i]));
        return plan.Outcomes.Select(it => new SavedError(it.There?.Number ?? (first + it.Index), it.IsNew))
            .ToImmutableArray();
    }
}
