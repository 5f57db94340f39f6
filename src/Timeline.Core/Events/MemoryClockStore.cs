using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Events;

/// <summary>A store of clocks in memory: the reference the others are held against, and a place for tests.</summary>
/// <remarks>Its whole state is one immutable value that is swapped; no caller ever waits.</remarks>
public sealed class MemoryClockStore : IClockStore
{
    private PersistentMap<ReplicaId, long> _times = [];

    /// <inheritdoc/>
    public ValueTask<long> LoadAsync(ReplicaId node, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        cancellation.ThrowIfCancellationRequested();
        return new(TimeOf(_times, node));
    }

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, long>> AdvanceAsync(
        ReplicaId node, long atLeast, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = _times;
            var next = LamportClock.After(node, TimeOf(before, node), atLeast);
            if (next.IsLeft) return new(next);
            var after = before.Set(node, next.ValueUnsafe());
            if (ReferenceEquals(Interlocked.CompareExchange(ref _times, after, before), before)) return new(next);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private static long TimeOf(PersistentMap<ReplicaId, long> times, ReplicaId node) => times.Find(node).IfNone(0);
}
