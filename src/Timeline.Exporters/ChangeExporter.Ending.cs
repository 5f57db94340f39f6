using System.Diagnostics.CodeAnalysis;

namespace Timeline.Exporters;

/// <summary>Flushing, and the end.</summary>
public sealed partial class ChangeExporter
{
    /// <summary>How long a sink that was told to give up may take to do so before it is left behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Held, before the gate, by who sets aside, so that none does it when the folder is another's.</summary>
    private readonly Lock _aside = new();

    private readonly Queue<(long Target, TaskCompletionSource Done)> _flushes = new();
    private (long Target, TaskCompletionSource Done) _lastFlush;
    private Task? _ending;
    private long _left;
    private bool _hasEnded;

    /// <summary>Completes when all that was taken before it is with the sink, or set aside. Nothing waits for
    /// <see cref="ExporterOptions.MaximumDelay"/> meanwhile.</summary>
    /// <param name="cancellationToken">Gives up waiting; the exporter goes on.</param>
    /// <exception cref="ObjectDisposedException">The exporter has ended before.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default)
    {
        Task flushed;
        lock (_gate)
        {
            if (_hasEnded) return _left == 0 ? Task.CompletedTask : Task.FromException(NotFlushed());
            if (Finished >= _taken) return Task.CompletedTask;
            _flushTarget = _taken;
            if (_flushes.Count == 0 || _lastFlush.Target < _taken)
            {
                _lastFlush = (_taken, new(TaskCreationOptions.RunContinuationsAsynchronously));
                _flushes.Enqueue(_lastFlush);
            }

            flushed = _lastFlush.Done.Task;
            Ring();
        }

        return flushed.WaitAsync(cancellationToken);
    }

    /// <summary>Takes nothing more, sends what is there for <see cref="ExporterOptions.ShutdownTime"/>, leaves the
    /// rest in the spool, or tells that it is lost where there is none, and disposes of the sink.</summary>
    /// <remarks>It throws nothing of the sink's, and returns also where that heeds no cancellation.</remarks>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_ending is null)
            {
                _isClosing = true;
                Monitor.PulseAll(_gate);
                Ring();
                _ending = Task.Run(EndAsync);
            }

            return new(_ending);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The end fails nobody: what a sink throws is told.")]
    private async Task EndAsync()
    {
        EndPause();
        var timer = _time.CreateTimer(
            static stop => ((CancellationTokenSource)stop!).Cancel(),
            _stop,
            _options.ShutdownTime,
            Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            _ = await Task.WhenAny(_work, StoppedAsync()).ConfigureAwait(false);
            if (!await HasEndedAsync(_work).ConfigureAwait(false))
                _reports.Note($"{Name} does not give up a batch, and is left behind.", null);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        LeaveTheRest();
        try
        {
            var disposed = Task.Run(async () => await _sink.DisposeAsync().ConfigureAwait(false));
            if (!await HasEndedAsync(disposed).ConfigureAwait(false))
                _reports.Note($"{Name} does not come to its end, and is left behind.", null);
        }
        catch (Exception thrown)
        {
            _reports.Note($"{Name} failed at its end: {ExporterReports.FirstLine(thrown)}", thrown);
        }

        ExporterMeters.Ended(this);
    }

    /// <summary>Has a worker that pauses try again at once.</summary>
    private void EndPause()
    {
        Action? end;
        lock (_gate) end = Volatile.Read(ref _isTrying) ? null : _endPause;
        try
        {
            end?.Invoke();
        }
        catch (ObjectDisposedException)
        {
            // It has just succeeded.
        }
    }

    private async Task StoppedAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (_stop.Token.Register(stopped.SetResult)) await stopped.Task.ConfigureAwait(false);
    }

    private static async ValueTask<bool> HasEndedAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Grace).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!task.IsFaulted)
        {
            return false;
        }
    }

    private void LeaveTheRest()
    {
        ExportRecord[] rest;
        Exception? trouble;
        lock (_aside)
        {
            lock (_gate)
            {
                _hasEnded = true;
                _left = _queue.Waiting;
                CompleteFlushes();
                while (_flushes.TryDequeue(out var flush)) _ = flush.Done.TrySetException(NotFlushed());
                rest = [.. _queue.Memory];
                _queue.Forget();
                trouble = Leave(rest);
            }
        }

        if (trouble is not null) _reports.Trouble($"The spool '{_spool!.Folder}' cannot be written.", trouble);
        if (rest.Length == 0 || (_spool is not null && trouble is null)) return;
        _reports.Lost([.. rest], $"{rest.Length} records were not sent by the end, and are lost.");
    }

    private Exception? Leave(ExportRecord[] rest)
    {
        try
        {
            _spool?.Prepend(rest);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault;
        }
        finally
        {
            _spool?.Dispose();
        }
    }

    private void CompleteFlushes()
    {
        while (_flushes.TryPeek(out var flush) && flush.Target <= Finished)
            _ = _flushes.Dequeue().Done.TrySetResult();
    }

    private ObjectDisposedException NotFlushed() => new(
        nameof(ChangeExporter), $"The exporter has ended with {_left} records that {Name} has not taken.");
}
