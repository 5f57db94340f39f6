using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Storage;

/// <summary>Makes values again from what a store keeps: a snapshot, and patches applied to it in turn.</summary>
public static class Restoring
{
    // What is stored was within somebody's limits when it was recorded. In a patch a value lies two levels deeper.
    private static readonly JsonLimits Limits = new()
    {
        Depth = Value.MaximumDepth,
        Bytes = long.MaxValue,
        TextBytes = int.MaxValue,
        Digits = int.MaxValue,
    };

    /// <summary>The value of a version.</summary>
    /// <param name="store">The store.</param>
    /// <param name="history">The history.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The value, or what is unknown, pruned or unfit.</returns>
    public static async ValueTask<Either<TimelineError, Value>> RestoreAsync(
        this IHistoryStore store, HistoryName history, long number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var chain = await store.ReadChainAsync(history, number, cancellation).ConfigureAwait(false);
        return chain.Bind(found => Restore(history, found));
    }

    /// <summary>The value at the end of a chain.</summary>
    /// <param name="history">The history, for the errors.</param>
    /// <param name="chain">The chain.</param>
    /// <returns>The value, or <see cref="TimelineError.PatchUnfit"/> that names the version.</returns>
    public static Either<TimelineError, Value> Restore(HistoryName history, RestoreChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return Restore(history, chain, -1, out _);
    }

    /// <summary>The value at the end of a chain, and that of a version it passes.</summary>
    /// <param name="history">The history, for the errors.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="number">The number of a version.</param>
    /// <param name="passed">The value of that version; null where the chain does not pass it.</param>
    /// <returns>The value, or <see cref="TimelineError.PatchUnfit"/> that names the version.</returns>
    internal static Either<TimelineError, Value> Restore(
        HistoryName history, RestoreChain chain, long number, out Value? passed)
    {
        passed = null;

        // Patches of one history name the same keys again and again: all are read with one memory.
        var cache = new ReadCache(SizeOf(chain));
        var value = Value.OfNull();
        if (chain.Snapshot is { } snapshot)
        {
            var start = JsonReader.Read(snapshot.Span, Limits, cache);
            if (start.IsLeft) return start;
            value = start.ValueUnsafe();
        }

        if (TryRun(chain.Steps, value, cache, number, ref passed) is { } last) return last;
        foreach (var step in chain.Steps)
        {
            if (IsPassed(step, number)) passed = value;
            if (TryApply(history, ref value, step, cache) is { } error) return error;
        }

        return value;
    }

    /// <summary>Goes on to the last value without making those between.</summary>
    /// <returns>The value; null where a step is wrong or unusual, which going step by step tells.</returns>
    private static Value? TryRun(
        ImmutableArray<StoredVersion> steps, Value start, ReadCache cache, long number, ref Value? passed)
    {
        var run = new JsonPatchRun(start, null);
        foreach (var step in steps)
        {
            if (IsPassed(step, number)) passed = run.Value;
            if (step.Payload is not { } payload) return null;
            if (!JsonPatch.TryContinue(payload.Patch.Span, Limits, cache, run)) return null;
        }

        return run.Value;
    }

    private static bool IsPassed(StoredVersion step, long number) =>
        step.Parents is [var parent, ..] && parent.Number == number;

    /// <summary>The value of a version, from its first parent's.</summary>
    /// <param name="history">The history, for the errors.</param>
    /// <param name="before">The first parent's value; anything for a version without parents.</param>
    /// <param name="step">The version, with its payload.</param>
    /// <returns>The value, or <see cref="TimelineError.PatchUnfit"/>.</returns>
    public static Either<TimelineError, Value> Apply(HistoryName history, Value before, StoredVersion step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var error = TryApply(history, ref before, step, new ReadCache(step.Payload?.Patch.Length ?? 0));
        return error is null ? before : error;
    }

    /// <summary>The value in a snapshot.</summary>
    internal static Either<TimelineError, Value> OfSnapshot(ReadOnlySpan<byte> snapshot) =>
        Json.Parse(snapshot, Limits);

    /// <summary>Goes on to a version's value, or says why not. Chains are long, so nothing wraps each step.</summary>
    private static TimelineError? TryApply(
        HistoryName history, ref Value value, StoredVersion step, ReadCache cache)
    {
        if (step.Payload is not { } payload) return new TimelineError.VersionPruned(history, step.Number);
        var cause = JsonPatch.TryApply(payload.Patch.Span, Limits, cache, ref value);
        return cause is null ? null : new TimelineError.PatchUnfit(history, step.Number, cause);
    }

    private static long SizeOf(RestoreChain chain)
    {
        var size = chain.Snapshot?.Length ?? 0L;
        foreach (var step in chain.Steps) size += step.Payload?.Patch.Length ?? 0;
        return size;
    }
}
