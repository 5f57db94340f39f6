using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;

namespace Timeline.Storage;

/// <summary>A store in memory: the reference the others are held against, and a place for tests and
/// short-lived histories.</summary>
/// <remarks>Its whole state is one immutable value that is swapped; no reader ever waits.</remarks>
public sealed class MemoryHistoryStore : IHistoryStore
{
    private const int MostMatches = 10;

    private readonly SnapshotPolicy _policy;
    private ImmutableSortedDictionary<string, MemoryHistory> _histories =
        ImmutableSortedDictionary.Create<string, MemoryHistory>(StringComparer.Ordinal);

    /// <summary>An empty store.</summary>
    /// <param name="policy">When snapshots are due; null for <see cref="SnapshotPolicy.Default"/>.</param>
    public MemoryHistoryStore(SnapshotPolicy? policy = null) => _policy = policy ?? SnapshotPolicy.Default;

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(CancellationToken cancellation = default) =>
        new([.. _histories.Values.Select(history => history.ToStored())]);

    /// <inheritdoc/>
    public ValueTask<Option<StoredHistory>> FindAsync(HistoryName history, CancellationToken cancellation = default) =>
        new(Lookup(history) is { } found ? found.ToStored() : Option<StoredHistory>.None);

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(batch);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var all = _histories;
            var before = all.TryGetValue(history.Text, out var found) ? found : MemoryHistory.Empty(history);
            var sizes = new Sizes(batch);
            var plan = AppendPlan.Make(history, batch, before, _policy, sizes);
            if (plan.IsLeft) return new(plan.Map(made => made.Result));
            var made = plan.ValueUnsafe();
            var after = made.IsEmpty ? all : all.SetItem(history.Text, before.Append(made, sizes.Snapshots));
            if (Swap(all, after)) return new(made.Result);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        new(Row(history, number).Map(row => row.Version));

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, StoredVersion>> ReadAsync(
        HistoryName history, VersionId id, CancellationToken cancellation = default)
    {
        if (Lookup(history) is not { } found) return new(new TimelineError.HistoryUnknown(history));
        return found.Numbers.TryGetValue(id, out var number)
            ? new(found.At(number).Version)
            : new(new TimelineError.VersionIdUnknown(history, id));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<VersionRef>> MatchAsync(
        HistoryName history, VersionIdPrefix prefix, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new(Lookup(history) is not { } found
            ? []
            : [.. found.Numbers
                .Where(entry => prefix.Matches(entry.Key))
                .Select(entry => new VersionRef(entry.Value, entry.Key))
                .OrderBy(match => match.Number)
                .Take(MostMatches)]);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredVersion>> ReadRangeAsync(
        HistoryName history, long first, int count, VersionDetail detail, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Lookup(history) is not { } found || first >= found.Count) return new([]);
        var rows = found.Rows.GetRange((int)first, (int)Math.Min(count, found.Count - first));
        return new([.. rows.Select(row =>
            detail == VersionDetail.Full ? row.Version : row.Version with { Payload = null })]);
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, RestoreChain>> ReadChainAsync(
        HistoryName history, long number, CancellationToken cancellation = default) =>
        new(Row(history, number).Bind(row => Lookup(history)!.Chain(row.Version.Number)));

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, Pruned>> PruneAsync(
        HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var all = _histories;
            if (!all.TryGetValue(history.Text, out var before)) return new(new TimelineError.HistoryUnknown(history));
            var pruned = MemoryPruning.Prune(before, numbers);
            if (pruned.IsLeft) return new(pruned.Map(result => result.Report));
            var result = pruned.ValueUnsafe();
            if (Swap(all, all.SetItem(history.Text, result.History))) return new(result.Report);
        }
    }

    /// <inheritdoc/>
    public ValueTask CompactAsync(CancellationToken cancellation = default) => default;

    /// <inheritdoc/>
    public ValueTask<VerifyReport> VerifyAsync(
        VerifyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= VerifyOptions.Default;
        var findings = ImmutableArray.CreateBuilder<VerifyFinding>();
        var histories = _histories;
        var total = histories.Values.Sum(history => history.Count);
        var done = 0L;
        foreach (var history in histories.Values)
        {
            var parents = history.Rows.Select(row => FirstParent(row.Version));
            var verifier = new ChainVerifier(history.Name, parents, options.Check);
            foreach (var row in history.Rows)
            {
                cancellation.ThrowIfCancellationRequested();
                findings.AddRange(verifier.Next(row.Version, row.Header, row.Snapshot));
                options.Progress?.Report(new StoreProgress(++done, total));
            }

            findings.AddRange(verifier.Heads(history.ToStored().Branches));
        }

        var rows = histories.Values.SelectMany(history => history.Rows).ToList();
        return new(new VerifyReport(
            histories.Count, rows.Count, rows.Count(row => row.Version.IsPruned), findings.ToImmutable()));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private static long? FirstParent(StoredVersion version) =>
        version.Parents.IsEmpty ? null : version.Parents[0].Number;

    private MemoryHistory? Lookup(HistoryName history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _histories.GetValueOrDefault(history.Text);
    }

    private Either<TimelineError, MemoryHistory.Row> Row(HistoryName history, long number)
    {
        if (Lookup(history) is not { } found) return new TimelineError.HistoryUnknown(history);
        return number >= 0 && number < found.Count
            ? found.At(number)
            : new TimelineError.VersionNumberUnknown(history, number, found.Count);
    }

    private bool Swap(
        ImmutableSortedDictionary<string, MemoryHistory> before,
        ImmutableSortedDictionary<string, MemoryHistory> after) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _histories, after, before), before);

    private sealed class Sizes(AppendBatch batch) : IStoredSizes
    {
        public Dictionary<int, ReadOnlyMemory<byte>> Snapshots { get; } = [];

        public long OfPayload(int index) =>
            batch.Versions[index].Payload is { } payload ? payload.Patch.Length + (payload.Source?.Length ?? 0) : 0;

        public long OfSnapshot(int index)
        {
            var snapshot = batch.Versions[index].Snapshot!();
            Snapshots[index] = snapshot;
            return snapshot.Length;
        }
    }
}
