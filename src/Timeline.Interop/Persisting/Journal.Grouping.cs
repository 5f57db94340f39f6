namespace Timeline.Persisting;

internal sealed partial class Journal<T>
{
    private int _isArmed;
    private int _isReporting;

    /// <summary>Sees to it that what waits is written in time, counted from what waits longest.</summary>
    private void Arm()
    {
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
            _ = _timer?.Change(_group!.MaximumDelay, Timeout.InfiniteTimeSpan);
    }

    private void FlushByClock()
    {
        _ = Interlocked.Exchange(ref _isArmed, 0);

        // What fails is reported by the round itself, and tried again.
        _ = RoundAsync();
    }

    private void Report(Exception? failure)
    {
        int waiting;
        using (_gate.Hold()) waiting = _waiting.Count;
        if (waiting > 0 && _overtaken is null) Arm();
        if (failure is null || _options.OnFailure is not { } hook) return;

        // Who hears of it may set what is kept in the same store. It is not told that this failed as well, and so on.
        if (Interlocked.Exchange(ref _isReporting, 1) != 0) return;
        try
        {
            hook(new JournalFailure(_variable, waiting, Failures, failure));
        }
        catch (Exception exception) when (IsOutcome(exception))
        {
            // Who hears of failures cannot add to them.
        }
        finally
        {
            Volatile.Write(ref _isReporting, 0);
        }
    }
}
