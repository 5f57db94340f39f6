using System.Threading.Channels;
using Timeline.Telemetry;

namespace Timeline.Observing;

/// <summary>What waits for one reader of a stream: never more than its bound.</summary>
internal sealed class StreamSubscriber<T> : Subscriber<T>
{
    private readonly StreamOptions _options;
    private readonly Channel<T> _buffer;
    private readonly string _policy;
    private bool _isSlow;
    private long _missed;

    public StreamSubscriber(Delivery<T> delivery, StreamOptions options)
        : base(delivery, options, Delivery<T>.DefaultPriority)
    {
        _options = options;
        (var mode, _policy) = options.SlowReader switch
        {
            SlowReader.DropOldest => (BoundedChannelFullMode.DropOldest, "drop_oldest"),
            SlowReader.DropNewest => (BoundedChannelFullMode.DropWrite, "drop_newest"),
            _ => (BoundedChannelFullMode.Wait, "fail"),
        };
        _buffer = Channel.CreateBounded<T>(
            new BoundedChannelOptions(options.Capacity) { FullMode = mode, SingleReader = true, SingleWriter = true },
            _ => Miss());
    }

    public ChannelReader<T> Items => _buffer.Reader;

    /// <summary>What ended the reading, if it was more than the end of what is read.</summary>
    /// <param name="last">What was read last, in words.</param>
    public SlowReaderException? Failure(string last) =>
        Volatile.Read(ref _missed) is > 0 and var missed
            ? new(Delivery.Name, _options.Capacity, missed, last)
            : null;

    // A buffer that takes no more is one that was full once: what comes after a gap is counted only. Or its reader left
    // meanwhile, and misses nothing.
    public override void Hear(T item)
    {
        if ((_missed == 0 && _buffer.Writer.TryWrite(item)) || IsDisposed) return;
        Volatile.Write(ref _missed, _missed + 1);
        _ = _buffer.Writer.TryComplete();
        Miss();
    }

    public override void HearEnd() => _ = _buffer.Writer.TryComplete();

    protected override void Leave() => _ = _buffer.Writer.TryComplete();

    /// <summary>Counts one that was missed, and says so in the log once.</summary>
    private void Miss()
    {
        Meters.Missed(_policy);
        if (_isSlow) return;
        _isSlow = true;
        Delivery.ReportSlow(_options.Capacity);
    }
}
