using System.Diagnostics;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Telemetry;
using Timeline.Values;

namespace Timeline.Persisting;

internal sealed partial class Journal<T>
{
    /// <summary>Waits until a change is as durable as was asked for.</summary>
    /// <remarks>
    /// To cancel is to stop waiting: what was accepted is written all the same, once, and everybody sees it then; or
    /// the writing fails for all.
    /// </remarks>
    /// <param name="entry">The change.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Exception">What the store threw; the change was not made.</exception>
    public Task CommitAsync(JournalEntry<T> entry, CancellationToken cancellation = default)
    {
        if (_group is null) return WrittenAsync(entry).WaitAsync(cancellation);
        Arm();
        return Task.CompletedTask;
    }

    /// <summary>As <see cref="CommitAsync"/>, for those who cannot wait otherwise.</summary>
    public void Commit(JournalEntry<T> entry) => CommitAsync(entry).GetAwaiter().GetResult();

    /// <summary>Waits until all that was accepted before is written.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Exception">What the store threw; with a group, what waits is kept for the next
    /// writing.</exception>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        JournalEntry<T>? last;
        using (_gate.Hold()) last = _waiting.Count > 0 ? _waiting[^1] : null;
        if (last is not null) await WrittenAsync(last).WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task WrittenAsync(JournalEntry<T> entry)
    {
        while (entry.IsWaiting)
        {
            var failure = await RoundAsync().ConfigureAwait(false);
            if (failure is not null && entry.IsWaiting) Throw(failure);
        }

        Throw(entry.Failure);
    }

    /// <summary>Joins the writing that goes on, or begins one.</summary>
    /// <returns>Why it failed, or null.</returns>
    private Task<Exception?> RoundAsync()
    {
        TaskCompletionSource<Exception?> done;
        using (_gate.Hold())
        {
            if (_round is not null) return _round;
            done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _round = done.Task;
        }

        // A store may want to go on where it began. Where that is one thread that waits here, it never could.
        _ = Blocking.IsBound ? Task.Run(() => RunAsync(done)) : RunAsync(done);
        return done.Task;
    }

    private async Task RunAsync(TaskCompletionSource<Exception?> done)
    {
        Exception? failure;
        try
        {
            failure = await RunAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOutcome(exception))
        {
            // Whatever it is, nobody may wait for ever.
            failure = exception;
        }

        using (_gate.Hold()) _round = null;
        Say(failure);
        if (_group is not null) Report(failure);
        done.SetResult(failure);
    }

    private async Task<Exception?> RunAsync()
    {
        JournalEntry<T>[] entries;
        bool isInDoubt;
        using (_gate.Hold())
        {
            isInDoubt = _inDoubt is not null;
            entries = _inDoubt ?? [.. _waiting];
        }

        var (failure, written, isKnown) = isInDoubt
            ? await AskAsync(entries, null).ConfigureAwait(false)
            : await WriteAsync(entries).ConfigureAwait(false);
        using (_gate.Hold())
        {
            if (!isInDoubt) return Settle(entries, failure, written, isKnown);
            Resolve(entries, written, isKnown);
            return isKnown ? null : failure;
        }
    }

    /// <summary>Writes entries in one append, and measures it.</summary>
    /// <returns>Why it failed, how many of them the store has, and whether that is known.</returns>
    private async Task<(Exception? Failure, int Written, bool IsKnown)> WriteAsync(JournalEntry<T>[] entries)
    {
        if (entries.Length == 0) return (null, 0, true);
        using var activity = Activities.Start(TelemetryNames.FlushActivity, _variable);
        var began = Stopwatch.GetTimestamp();
        var outcome = await AppendAsync(entries).ConfigureAwait(false);
        var versions = entries.Take(outcome.Written).Count(entry => entry.Version is not null);
        activity.Count(versions);
        if (outcome.Failure is { } failure) _ = activity.Failed(failure);
        Meters.Flushed(Stopwatch.GetElapsedTime(began), versions, outcome.Failure);
        return outcome;
    }

    private async Task<(Exception? Failure, int Written, bool IsKnown)> AppendAsync(JournalEntry<T>[] entries)
    {
        Exception failure;
        try
        {
            var refusal = await _shelf
                .AppendAsync(_durable, entries[^1].After, Made(entries))
                .ConfigureAwait(false);
            if (refusal is null) return (null, entries.Length, true);
            failure = Refused(refusal);
        }
        catch (Exception exception) when (IsOutcome(exception))
        {
            failure = exception;
        }

        return await AskAsync(entries, failure).ConfigureAwait(false);
    }

    /// <summary>Asks the store whether it has what was written in one append, whatever it said then.</summary>
    private async Task<(Exception? Failure, int Written, bool IsKnown)> AskAsync(
        JournalEntry<T>[] entries, Exception? failure)
    {
        try
        {
            var after = entries[^1].After;
            if (await _shelf.FindAsync().ConfigureAwait(false) is { } stored
                && _shelf.StandsAt(stored, after)
                && await _shelf.IsWrittenAsync(after, Made(entries)).ConfigureAwait(false))
            {
                return (null, entries.Length, true);
            }

            return (failure, 0, true);
        }
        catch (Exception exception) when (IsOutcome(exception))
        {
            // A store says with these that nothing was written.
            var isKnown = failure is HistoryStoreException { Trouble: not StoreTrouble.OutcomeUnknown }
                or ObjectDisposedException or TimelineException;
            return (failure ?? exception, 0, isKnown);
        }
    }

    /// <summary>Goes by what a writing came to. The lock is held.</summary>
    /// <returns>What those who waited are told; null where all is written.</returns>
    private Exception? Settle(JournalEntry<T>[] entries, Exception? failure, int written, bool isKnown)
    {
        Advance(entries.AsSpan(0, written));
        if (failure is null)
        {
            _failures = 0;
            return null;
        }

        _failures++;
        if (_group is not null)
        {
            // What waits cannot be written on top of somebody else's versions, now or later.
            if (IsOvertaken((failure as TimelineException)?.Error)) _overtaken = failure;

            // They wait on, and nothing is written before the store has said whether it has them.
            if (!isKnown) _inDoubt = entries;
            return failure;
        }

        if (!isKnown)
        {
            _inDoubt = entries;
            failure = new TimelineException(
                $"it is not known whether the value of '{_variable}' was recorded; the next set asks the store first: "
                + failure.Message,
                failure);
        }
        else
        {
            _shelf.Forget();
        }

        foreach (var entry in _waiting) entry.Settle(failure);
        _waiting.Clear();
        _accepted = _durable;
        _moved?.Invoke([]);
        return failure;
    }

    /// <summary>Goes by what the store said of entries in doubt, which were given up, or with a group wait. The lock is
    /// held.</summary>
    private void Resolve(JournalEntry<T>[] entries, int written, bool isKnown)
    {
        if (!isKnown)
        {
            _failures++;
            return;
        }

        _inDoubt = null;
        if (_group is not null)
        {
            Advance(entries.AsSpan(0, written));
            return;
        }

        if (written > 0)
        {
            _accepted = entries[written - 1].After;
            Publish(entries.AsSpan(0, written));
        }

        _shelf.Forget();
    }

    private void Advance(ReadOnlySpan<JournalEntry<T>> entries)
    {
        if (entries.IsEmpty) return;
        _waiting.RemoveRange(0, entries.Length);
        Publish(entries);
        foreach (var entry in entries) entry.Settle(null);
    }

    private void Publish(ReadOnlySpan<JournalEntry<T>> entries)
    {
        _durable = entries[^1].After;
        if (_group is not null) return;
        List<Version<T>> versions = [];
        foreach (var entry in entries)
            if (entry.Version is { } version) versions.Add(version);
        _moved?.Invoke(versions);
    }

    private static bool IsOvertaken(TimelineError? refusal) =>
        refusal is TimelineError.HeadMoved or TimelineError.BranchExists or TimelineError.BranchUnknown;

    private TimelineException Refused(TimelineError refusal) => IsOvertaken(refusal)
        ? TimelineException.Of(
            $"another program has recorded in the history of '{_variable}' since it was opened, and nothing was "
            + "written over it; open the variable again to go on from there",
            refusal)
        : new TimelineException(refusal);

    private static Dictionary<Version<T>, Value?> Made(ReadOnlySpan<JournalEntry<T>> entries)
    {
        var made = new Dictionary<Version<T>, Value?>(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries)
            if (entry.Version is { } version) made[version] = entry.Data;
        return made;
    }

    private static bool IsOutcome(Exception exception) =>
        exception is not (OutOfMemoryException or StackOverflowException);
}
