using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Timeline.Exporters;

/// <summary>The worker, which alone speaks to the sink.</summary>
public sealed partial class ChangeExporter
{
    private static readonly TimeSpan TrialPause = TimeSpan.FromSeconds(1);

    private TaskCompletionSource? _bell;
    private Action? _endPause;
    private long _flushTarget;
    private int _failures;
    private bool _isIdle;
    private bool _isTrying;
    private bool _isReadFaultTold;

    /// <summary>What the sink has, or what was set aside.</summary>
    private long Finished => _taken - _queue.Waiting;

    [SuppressMessage("Design", "CA1031", Justification = "The worker outlives whatever happens, and tells it.")]
    private async Task WorkAsync()
    {
        Sending.Value = this;
        while (await IsSomethingDueAsync().ConfigureAwait(false))
        {
            try
            {
                await SendNextAsync().ConfigureAwait(false);
                _isReadFaultTold = false;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (!_isReadFaultTold) _reports.Trouble("What is to be sent next cannot be read.", fault);
                _isReadFaultTold = true;
                if (!await PauseAsync().ConfigureAwait(false)) return;
            }
        }
    }

    /// <summary>Waits until there is a batch to send.</summary>
    /// <returns>False at the end.</returns>
    private async ValueTask<bool> IsSomethingDueAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Task rung;
            var pause = Timeout.InfiniteTimeSpan;
            lock (_gate)
            {
                if (_queue.Waiting == 0 && _isClosing) return false;
                if (_queue.Waiting > 0)
                {
                    if (_isClosing || Finished < _flushTarget || _queue.IsBatchFull) return true;
                    pause = _options.MaximumDelay - _time.GetElapsedTime(_oldest ?? _time.GetTimestamp());
                    if (pause <= TimeSpan.Zero) return true;
                }

                _isIdle = _queue.Waiting == 0;
                _bell = new(TaskCreationOptions.RunContinuationsAsynchronously);
                rung = _bell.Task;
            }

            if (pause == Timeout.InfiniteTimeSpan)
            {
                await rung.ConfigureAwait(false);
                continue;
            }

            using var awake = new CancellationTokenSource();
            _ = await Task.WhenAny(rung, Task.Delay(pause, _time, awake.Token)).ConfigureAwait(false);
            await awake.CancelAsync().ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Wakes the worker where what has come makes a difference to it.</summary>
    private void RingIfDue()
    {
        if (_bell is not null && (_isIdle || _queue.IsBatchFull)) Ring();
    }

    private void Ring()
    {
        _ = _bell?.TrySetResult();
        _bell = null;
    }

    private async ValueTask SendNextAsync()
    {
        ImmutableArray<ExportRecord> records;
        SpoolWindow? window;
        bool isAll;
        long began;
        lock (_gate)
        {
            records = _queue.Front();
            window = records.IsEmpty ? _spool?.Window() : null;
            isAll = _queue.Waiting == records.Length || window?.Lines == _queue.Waiting;
            began = _time.GetTimestamp();
        }

        SpoolRead? read = null;
        if (window is not null)
        {
            read = window.Read(_options.BatchRecords, _options.BatchBytes);
            if (!read.Damaged.IsEmpty) SetAsideDamaged(read);
            if (read.Missing > 0) TellMissing(window, read.Missing);
            records = read.Records;
            isAll &= records.Length == window.Lines;
        }

        await SendAsync(records, read).ConfigureAwait(false);
        if (records.IsEmpty && read is not null) Finish(read, 0, 0);

        // What has come since the batch was cut has waited no longer than that.
        lock (_gate) _oldest = _queue.Waiting == 0 ? null : isAll ? began : _oldest;
    }

    /// <summary>Sends records, in smaller and smaller batches where they are refused.</summary>
    private async ValueTask SendAsync(ImmutableArray<ExportRecord> records, SpoolRead? read)
    {
        var parts = new Stack<Range>();
        if (!records.IsEmpty) parts.Push(..records.Length);
        while (parts.TryPop(out var part))
        {
            var (start, count) = part.GetOffsetAndLength(records.Length);
            var batch = new ExportBatch(records.Slice(start, count));
            var thrown = await TryAsync(batch).ConfigureAwait(false);
            if (thrown is SinkRefusedException && count > 1)
            {
                parts.Push((start + (count / 2))..(start + count));
                parts.Push(start..(start + (count / 2)));
                continue;
            }

            if (thrown is null) _reports.Sent(count);
            else SetAside(batch, thrown);
            Finish(read, start, count);
        }
    }

    /// <summary>Has the sink take a batch.</summary>
    /// <returns>Null, or why it never will.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "A sink may throw whatever it likes; it is told.")]
    private async ValueTask<Exception?> TryAsync(ExportBatch batch)
    {
        while (true)
        {
            using var hurry = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            lock (_gate) _endPause = hurry.Cancel;
            try
            {
                await _patience.ExecuteAsync(
                    static (it, token) => it.Exporter.SendOnceAsync(it.Batch, token),
                    (Exporter: this, Batch: batch),
                    hurry.Token).ConfigureAwait(false);
                Recovered();
                return null;
            }
            catch (SinkRefusedException refusal)
            {
                Recovered();
                return refusal;
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                throw new OperationCanceledException(_stop.Token);
            }
            catch (Exception) when (hurry.IsCancellationRequested)
            {
                // The end has begun: it does not wait for the pause to be over.
            }
            catch (Exception thrown)
            {
                return thrown;
            }
            finally
            {
                lock (_gate) _endPause = null;
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "It has no timer, and a sink may still look at it.")]
    private async ValueTask SendOnceAsync(ExportBatch batch, CancellationToken cancellation)
    {
        // What a sink does when it is cancelled is done by itself: it neither throws at who cancels nor holds that up.
        var given = new CancellationTokenSource();
        using var told = cancellation.Register(() => Cancel(given));
        Volatile.Write(ref _isTrying, true);
        try
        {
            await _sink.SendAsync(batch, given.Token).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isTrying, false);
        }
    }

    // Nobody waits for what a sink does then.
    private async void Cancel(CancellationTokenSource given)
    {
        try
        {
            await given.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException thrown)
        {
            _reports.Note($"{Name} failed when it was cancelled: {ExporterReports.FirstLine(thrown)}", thrown);
        }
    }

    private void Failed(Exception thrown, int tries)
    {
        _failures = tries;
        _reports.Failed(thrown, tries);
    }

    private void Recovered()
    {
        if (_failures > 0) _reports.Recovered(_failures);
        _failures = 0;
    }

    /// <summary>Forgets records that are sent or set aside.</summary>
    private void Finish(SpoolRead? read, int start, int count)
    {
        Exception? trouble = null;
        lock (_gate)
        {
            if (_hasEnded) return;
            if (read is null) _queue.Forget(count);
            else trouble = _spool!.Pass(read.Passed(start, count), read.IsGone);
            _hasWaitedInVain = false;
            if (_waiters > 0) Monitor.PulseAll(_gate);
            CompleteFlushes();
        }

        if (trouble is not null)
            _reports.Trouble($"How far the spool '{_spool!.Folder}' is sent cannot be written.", trouble);
    }

    private void SetAside(ExportBatch batch, Exception thrown)
    {
        var (kind, what) = thrown is SinkRefusedException
            ? (ExporterFailureKind.Refused, $"{Name} refused record {batch.Records[0].Id}")
            : (ExporterFailureKind.GaveUp,
                $"{Name} has not taken a batch of {batch.Records.Length} records in as many tries as it has");
        if (Keep(_spool?.Refused, [.. batch.Records.Select(record => record.Json)]) is not { } place) return;
        _reports.Refused(
            kind, $"{what} ({ExporterReports.FirstLine(thrown)}); {place}.", batch.Records, thrown);
    }

    private void SetAsideDamaged(SpoolRead read)
    {
        if (Keep(_spool!.Damaged, read.Damaged) is not { } place) return;
        _reports.Damaged(
            read.Damaged.Length, $"{read.Damaged.Length} lines of the spool '{_spool.Folder}' are damaged; {place}.");
    }

    private void TellMissing(SpoolWindow window, long lines) => _reports.Damaged(
        lines, $"{lines} lines of '{window.Path}' are gone: the file was deleted or cut off while an exporter had it.");

    /// <summary>Puts lines into a file beside the spool.</summary>
    /// <returns>Where they are, in words; null if the end has come.</returns>
    private string? Keep(AsideFile? file, ImmutableArray<ReadOnlyMemory<byte>> lines)
    {
        lock (_aside)
        {
            if (_hasEnded) return null;
            return file is null ? "there is no spool to set it aside in" : Kept(file, lines);
        }
    }

    private static string Kept(AsideFile file, ImmutableArray<ReadOnlyMemory<byte>> lines)
    {
        try
        {
            var kept = file.Append(lines);
            return kept == lines.Length
                ? $"set aside in '{file.Path}'"
                : $"{kept} of {lines.Length} set aside in '{file.Path}', which is as long as it may be";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"'{file.Path}' cannot be written: {ExporterReports.FirstLine(fault)}";
        }
    }

    private async ValueTask<bool> PauseAsync()
    {
        try
        {
            await Task.Delay(TrialPause, _time, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
