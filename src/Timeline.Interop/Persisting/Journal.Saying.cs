using Timeline.Telemetry;

namespace Timeline.Persisting;

/// <remarks>What the log is told; nothing of it under a lock.</remarks>
internal sealed partial class Journal<T>
{
    // How many writings in a row were said to have failed.
    private int _saidFailed;
    private int _isSaidOvertaken;

    /// <summary>Says that the history was read, and has what waits counted.</summary>
    private void SayOpened()
    {
        Meters.Unwritten.Add(this, static journal => ((Journal<T>)journal).Waiting);
        _log.JournalOpened(_variable, _durable.Head.Count);
    }

    /// <summary>Says what became of a writing, where nobody waits to hear it.</summary>
    /// <remarks>Of another writer it is said once. What fails while every set waits for it is thrown to
    /// them.</remarks>
    private void Say(Exception? failure)
    {
        if (IsOvertaken((failure as TimelineException)?.Error))
        {
            if (Interlocked.Exchange(ref _isSaidOvertaken, 1) == 0) _log.JournalOvertaken(failure!, _variable);
        }
        else if (_group is not null && failure is not null)
        {
            _ = Interlocked.Exchange(ref _saidFailed, Failures);
            _log.JournalWriteFailed(failure, _variable, Failures, Waiting);
        }
        else if (failure is null && Interlocked.Exchange(ref _saidFailed, 0) is > 0 and var times)
        {
            _log.JournalRecovered(_variable, times);
        }
    }
}
