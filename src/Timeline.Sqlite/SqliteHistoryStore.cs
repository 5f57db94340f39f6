using System.Collections.Immutable;
using LanguageExt;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The durable store: one SQLite file, that any SQLite tool can read (<c>SELECT * FROM log</c>).</summary>
/// <remarks>
/// <para>
/// Acknowledged is durable: every append is flushed before it returns. Two processes may record at once: each
/// append is
/// one write transaction, which waits for the others up to <see cref="SqliteStoreOptions.BusyTimeout"/>.
/// </para>
/// <para>
/// Nothing is silently wrong: each row carries a seal over all its columns, each payload is held against its
/// version's
/// id, and rows that vanished are missed; what does not fit is a <see cref="HistoryStoreException"/> of
/// <see cref="StoreTrouble.Corrupt"/>.
/// </para>
/// Safe for many threads; they take turns.
/// </remarks>
public sealed partial class SqliteHistoryStore : IHistoryStore
{
    private const int MostMatches = 10;

    private readonly SqliteStoreOptions _options;
    private readonly Database _database;
    private readonly Access _access;
    private readonly HistoryTable _histories;
    private readonly BranchTable _branches;
    private readonly VersionTable _versions;
    private readonly ProvedVersions _proved = new();
    private readonly Inflated _inflated = new();

    private SqliteHistoryStore(Database database, SqliteStoreOptions options)
    {
        _options = options;
        _database = database;
        _access = new Access(database, options);
        _histories = new HistoryTable(database);
        _branches = new BranchTable(database);
        _versions = new VersionTable(database);
    }

    /// <summary>The store's file.</summary>
    public string Path => _database.Path;

    /// <summary>Opens a store's file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How; null for <see cref="SqliteStoreOptions.Default"/>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="HistoryStoreException">
    /// The file is missing and not to be made, is no store, has a newer format, is held by another process, or
    /// cannot be
    /// opened; it is then left as it was.
    /// </exception>
    public static SqliteHistoryStore Open(string path, SqliteStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= SqliteStoreOptions.Default;
        return new(StoreFile.Open(path, options, Schema.OfHistories), options);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        _access.Read(() => _histories.All().Select(ToStored).ToImmutableArray(), cancellation);

    /// <inheritdoc/>
    public ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _access.Read(
            () => _histories.Find(history) is { } row ? ToStored(row) : Option<StoredHistory>.None, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _access.Read(
            () => Find(history, number, out var reader, out var row) is { } error
                ? error
                : (Either<TimelineError, StoredVersion>)reader.ToStored(row, VersionDetail.Full),
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _access.Read(
            () =>
            {
                if (_histories.Find(history) is not { } row) return new TimelineError.HistoryUnknown(history);
                var reader = Reader(row);
                var numbers = Matches(row, id, id);

                // An index that was damaged finds nothing; before saying so, every row is asked.
                if (numbers.IsEmpty) numbers = Matches(row, id, id, scan: true);
                return numbers.IsEmpty
                    ? new TimelineError.VersionIdUnknown(history, id)
                    : (Either<TimelineError, StoredVersion>)reader.ToStored(
                        reader.Row(numbers[0].Number), VersionDetail.Full);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(prefix);
        return _access.Read(
            () => _histories.Find(history) is { } row ? Matches(row, prefix) : [], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _access.Read<ImmutableArray<StoredVersion>>(
            () =>
            {
                if (_histories.Find(history) is not { } row || first >= row.Versions) return [];
                var reader = Reader(row);
                return reader.ToStored(reader.Rows(first, Math.Min(count, row.Versions - first)), detail);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _access.Read(
            () => Find(history, number, out var reader, out var row) is { } error
                ? error
                : new ChainReader(reader, _versions).ReadTo(row, history),
            cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await _access.TakeLast().ConfigureAwait(false)) return;
        _histories.Dispose();
        _branches.Dispose();
        _versions.Dispose();
        _access.Dispose();
    }

    private VersionReader Reader(HistoryRow history)
    {
        // A count that fell behind would hide the newest versions.
        _ = _versions.Last.Begin()
            .Bind(1, VersionRow.KeyOf(history.Key, 0))
            .Bind(2, VersionRow.KeyOf(history.Key + 1, 0))
            .Step();
        var last = _versions.Last.IsNull(0) ? -1 : _versions.Last.Long(0) - VersionRow.KeyOf(history.Key, 0);
        _ = _versions.Last.Begin();
        return last == history.Versions - 1
            ? new VersionReader(_database, _versions, history, _proved, _inflated)
            : throw HistoryStoreException.Corrupt(
                Path, history.Name, null, "its count of versions is not that of its rows");
    }

    /// <summary>The row of a version, or why there is none.</summary>
    private TimelineError? Find(HistoryName history, long number, out VersionReader reader, out VersionRow row)
    {
        (reader, row) = (null!, null!);
        if (_histories.Find(history) is not { } found) return new TimelineError.HistoryUnknown(history);
        if (number < 0 || number >= found.Versions)
            return new TimelineError.VersionNumberUnknown(history, number, found.Versions);
        reader = Reader(found);
        row = reader.Row(number);
        return null;
    }

    private StoredHistory ToStored(HistoryRow row) => new(
        HistoryName.Of(row.Name), row.Versions, [.. _branches.All(row, Reader(row))])
    {
        Current = Histories.BranchName.Of(row.Current),
    };

    /// <summary>What the index knows of a prefix, each match held against its row's seal.</summary>
    private ImmutableArray<VersionRef> Matches(HistoryRow history, VersionIdPrefix prefix)
    {
        var matches = Matches(history, prefix.Lowest, prefix.Highest);

        // An index that was damaged finds nothing; before saying so, every row is asked.
        if (matches.IsEmpty) matches = Matches(history, prefix.Lowest, prefix.Highest, scan: true);
        if (matches.IsEmpty) return matches;
        var reader = Reader(history);
        foreach (var match in matches) _ = reader.Row(match.Number);
        return matches;
    }

    private ImmutableArray<VersionRef> Matches(
        HistoryRow history, VersionId lowest, VersionId highest, bool scan = false) =>
        Matches(scan ? _versions.ByScan : _versions.ByPrefix, history, lowest, highest, 0, VersionRow.MostNumbers);

    private ImmutableArray<VersionRef> Matches(
        Statement statement, HistoryRow history, VersionId lowest, VersionId highest, long first, long end)
    {
        var matches = ImmutableArray.CreateBuilder<VersionRef>();
        var size = statement == _versions.ByScan ? VersionId.Size : VersionTable.PrefixSize;
        _ = statement.Begin()
            .BindBlob(1, lowest.ToBytes().AsSpan(0, size))
            .BindBlob(2, highest.ToBytes().AsSpan(0, size))
            .Bind(3, VersionRow.KeyOf(history.Key, 0) + first)
            .Bind(4, VersionRow.KeyOf(history.Key, 0) + end);
        while (matches.Count < MostMatches && statement.Step())
        {
            var bytes = statement.Bytes(1);
            if (bytes.Length != VersionId.Size) continue;
            var match = new VersionRef(
                statement.Long(0) - VersionRow.KeyOf(history.Key, 0), new VersionId(bytes));

            // An index that was damaged may lead to a row twice.
            var isAgain = matches.Count > 0 && matches[^1] == match;
            if (lowest <= match.Id && match.Id <= highest && !isAgain) matches.Add(match);
        }

        _ = statement.Begin();
        return matches.ToImmutable();
    }
}
