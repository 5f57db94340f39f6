using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;

namespace Timeline.ErrorLogs;

/// <summary>A store of errors in memory: an <see cref="ErrorLog"/> that is swapped; no caller ever waits.</summary>
public sealed class MemoryErrorStore : IErrorStore
{
    private ErrorLog _log = ErrorLog.Empty;

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, ImmutableArray<SavedError>>> AppendAsync(
        IReadOnlyList<ErrorEntry> entries, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = _log;
            var logged = Append(before, entries);
            if (logged.IsLeft) return new(logged.Map(it => it.Saved));
            var (after, saved) = logged.ValueUnsafe()!;
            if (Swap(before, after)) return new(saved);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredError> ReadAsync(
        ErrorQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var stored in _log.Read(query))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return stored;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<long>> RetainAsync(
        ErrorRetention keep, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keep);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = _log;
            var dropped = keep.Dropped(before.Entries, now);
            if (Swap(before, before.Retain(keep, now))) return new(dropped);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private static Either<TimelineError, Logged> Append(ErrorLog log, IReadOnlyList<ErrorEntry> entries)
    {
        var saved = ImmutableArray.CreateBuilder<SavedError>(entries.Count);
        foreach (var entry in entries)
        {
            var next = log.Append(entry);
            if (next.IsLeft) return next.Map(_ => default(Logged)!);
            var after = next.ValueUnsafe()!;
            saved.Add(new SavedError(after.Find(entry.Id).Map(it => it.Number).IfNone(0), after != log));
            log = after;
        }

        return new Logged(log, saved.MoveToImmutable());
    }

    private bool Swap(ErrorLog before, ErrorLog after) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _log, after, before), before);

    /// <summary>What logging leads to.</summary>
    /// <param name="After">The log after it.</param>
    /// <param name="Saved">What became of each entry.</param>
    private sealed record Logged(ErrorLog After, ImmutableArray<SavedError> Saved);
}
