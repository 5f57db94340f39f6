namespace Timeline.Observing;

internal sealed partial class Delivery<T>
{
    /// <summary>Completes when everybody, asynchronous listeners too, has heard everything that was posted
    /// before.</summary>
    /// <param name="cancellation">Ends the waiting, not the delivery.</param>
    /// <exception cref="InvalidOperationException">It was called from within a listener, which would wait for itself.
    /// Seen for a listener on its own thread and for an asynchronous one wherever its flow of execution leads; not for
    /// two variables whose listeners wait for each other.</exception>
    public ValueTask FlushAsync(CancellationToken cancellation = default)
    {
        RefuseWithin();
        if (_queue is null) return ValueTask.CompletedTask;
        var target = Volatile.Read(ref _posted);
        Drain();
        return new(Everyone(target).WaitAsync(cancellation));
    }

    /// <summary>Throws within a listener: whoever waits there for all that was set waits for himself.</summary>
    public void RefuseWithin()
    {
        if (_deliverer == Environment.CurrentManagedThreadId || AsyncCall.IsWithin(this))
        {
            throw new InvalidOperationException(
                $"A listener of '{Name}' waits until every listener has heard what was set before, itself included, and"
                + " so would wait for ever. Set without flushing there, or flush once the listener has returned.");
        }
    }

    private async Task Everyone(long target)
    {
        await _heard.Until(target).ConfigureAwait(false);
        // Whoever heard the end may still be at it.
        var now = Volatile.Read(ref _audience)?.InOrder ?? [];
        foreach (var subscriber in now.Concat(Volatile.Read(ref _lastAudience)))
            await subscriber.Settled().ConfigureAwait(false);
    }
}
