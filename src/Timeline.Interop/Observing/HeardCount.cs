namespace Timeline.Observing;

/// <summary>How many have been heard, and who waits until so many are.</summary>
/// <remarks>One thread at a time counts; any thread may wait.</remarks>
internal sealed class HeardCount
{
    private readonly Lock _gate = new();
    private List<(long Target, TaskCompletionSource Reached)>? _waiting;
    private long _count;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Counts up to a number, and wakes who waited for it.</summary>
    public void Reach(long count)
    {
        Volatile.Write(ref _count, count);
        if (Volatile.Read(ref _waiting) is not null) Wake();
    }

    /// <summary>Wakes those whose number is reached.</summary>
    /// <remarks>
    /// <see cref="Reach"/> may miss one who begins to wait at that very moment: it has no fence, being called for
    /// each item. Whoever counts calls this after a fence once he has counted the last.
    /// </remarks>
    public void Wake()
    {
        if (Volatile.Read(ref _waiting) is null) return;
        lock (_gate)
        {
            if (_waiting is null) return;
            // Read once: it grows meanwhile, and nobody may be taken off the list who was not woken.
            var count = Count;
            foreach (var (_, reached) in _waiting.Where(waiter => waiter.Target <= count))
                _ = reached.TrySetResult();
            _ = _waiting.RemoveAll(waiter => waiter.Target <= count);
            if (_waiting.Count == 0) _waiting = null;
        }
    }

    /// <summary>Completes when so many have been heard; never on the thread that counts.</summary>
    public Task Until(long target)
    {
        if (Count >= target) return Task.CompletedTask;
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            List<(long, TaskCompletionSource)> waiting = [.. _waiting ?? [], (target, reached)];
            _ = Interlocked.Exchange(ref _waiting, waiting);
        }

        Wake();
        return reached.Task;
    }
}
