using System.Diagnostics.CodeAnalysis;
using Polly;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;

namespace Timeline.Exporters;

/// <summary>Sends the entries of the containers it is subscribed to to a sink, in order, losing none.</summary>
/// <remarks>
/// <para>
/// At least once: what it has taken reaches the sink, whatever the sink does meanwhile, as long as the process lives
/// or a spool holds it. What comes again has the same id. What a sink never takes is set aside, so that it does not
/// hold up what comes after it.
/// </para>
/// <para>
/// It may be subscribed to any number of containers, and be told entries by any threads; the end of one container does
/// not end it. All members may be called from any thread at any time.
/// </para>
/// </remarks>
[SuppressMessage("Usage", "CA2213", Justification = "A worker that is left behind may still look at it.")]
public sealed partial class ChangeExporter : IFlushingObserver, IAsyncDisposable
{
    private static readonly AsyncLocal<ChangeExporter?> Sending = new();

    private readonly object _gate = new();
    private readonly IChangeSink _sink;
    private readonly ExporterOptions _options;
    private readonly TimeProvider _time;
    private readonly ExporterReports _reports;
    private readonly Spool? _spool;
    private readonly ExportQueue _queue;
    private readonly ResiliencePipeline _patience;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private long _taken;
    private long? _oldest;
    private int _waiters;
    private bool _hasWaitedInVain;
    private bool _isFaultTold;
    private bool _isClosing;

    /// <summary>An exporter that has begun: what is left in its spool is sent first.</summary>
    /// <param name="sink">Where entries go. The exporter disposes of it.</param>
    /// <param name="options">How it sends; if null all as it is unless told otherwise.</param>
    /// <exception cref="IOException">The folder of the spool is another exporter's, or cannot be
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder of the spool may not be written.</exception>
    /// <exception cref="InvalidDataException">The spool is of another version.</exception>
    public ChangeExporter(IChangeSink sink, ExporterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _sink = sink;
        _options = options ?? new();
        _time = _options.TimeProvider;
        Name = sink.Name;
        _reports = new(_options, Name);
        _patience = SinkPatience.Of(_options, Failed);
        _spool = _options.Spool is { } folder ? Spool.Open(folder, _time) : null;
        _queue = new(_options, _spool);
        _taken = _queue.Waiting;
        if (_taken > 0) _oldest = _time.GetTimestamp();
        ExporterMeters.Began(this, Name);
        using (ExecutionContext.SuppressFlow()) _work = Task.Run(WorkAsync);
    }

    /// <summary>What it is called in messages and measurements: the name of its sink.</summary>
    public string Name { get; }

    /// <summary>How it stands now. O(1).</summary>
    public ExporterStatus Status
    {
        get
        {
            lock (_gate) return _reports.Status(_queue.Waiting, _queue.Spooled, _spool?.Bytes ?? 0);
        }
    }

    /// <summary>Takes an entry, to be sent in a while.</summary>
    /// <param name="value">The entry.</param>
    /// <remarks>
    /// O(size of the entry), for writing it as JSON. Where neither buffer nor spool has room it does as
    /// <see cref="ExporterOptions.WhenFull"/> says. An exporter that has been disposed of drops it, which is counted
    /// and told.
    /// </remarks>
    public void OnNext(ChangeEntry value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ExportRecord record;
        try
        {
            record = ExportRecord.Of(value);
        }
        catch (ArgumentException fault)
        {
            _reports.Refused(
                ExporterFailureKind.Refused, $"Entry {value.Id} cannot be written as JSON.", [], fault, count: 1);
            return;
        }

        string? dropped;
        Exception? trouble;
        lock (_gate)
        {
            dropped = TryTake(record) ? null : TakeWhenFull(record);
            trouble = UntoldFault();
        }

        if (trouble is not null) _reports.Trouble($"The spool '{_spool!.Folder}' cannot be written.", trouble);
        if (dropped is not null) _reports.Dropped(record, dropped);
    }

    /// <summary>Does nothing: other containers may go on.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>Does nothing: other containers may go on.</summary>
    /// <param name="error">What ended one of the containers.</param>
    public void OnError(Exception error)
    {
    }

    private bool TryTake(ExportRecord record)
    {
        if (_isClosing || !_queue.TryAdd(record)) return false;
        _taken++;
        _oldest ??= _time.GetTimestamp();
        RingIfDue();
        return true;
    }

    /// <summary>Waits for room, if that is asked for.</summary>
    /// <returns>Why the record was dropped; null if it was taken.</returns>
    private string? TakeWhenFull(ExportRecord record)
    {
        const string Full = "buffer and spool are full";
        if (_isClosing) return "the exporter has ended";
        if (_options.WhenFull == WhenFull.Drop) return Full;
        if (Sending.Value == this) return $"{Full}, and the sink itself made the change";
        if (_hasWaitedInVain) return $"{Full}, and waiting has been in vain";
        var began = _time.GetTimestamp();
        using var timer = _time.CreateTimer(
            static gate =>
            {
                lock (gate!) Monitor.PulseAll(gate);
            },
            _gate,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _waiters++;
        try
        {
            while (_options.MaximumWait - _time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                // A disk that had no room says nothing when it has, so the spool is tried again now and then.
                _ = timer.Change(left < TrialPause ? left : TrialPause, Timeout.InfiniteTimeSpan);
                _ = Monitor.Wait(_gate);
                if (TryTake(record)) return null;
                if (_isClosing) return "the exporter has ended";
            }
        }
        finally
        {
            _waiters--;
        }

        _hasWaitedInVain = true;
        return $"{Full}, for longer than {_options.MaximumWait}";
    }

    /// <summary>What went wrong in writing the spool, unless that has been told since it last was written.</summary>
    private Exception? UntoldFault()
    {
        if (_spool?.Fault is not { } fault)
        {
            _isFaultTold = false;
            return null;
        }

        if (_isFaultTold) return null;
        _isFaultTold = true;
        return fault;
    }
}
