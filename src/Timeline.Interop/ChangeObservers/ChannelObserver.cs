using System.Threading.Channels;
using Timeline.ChangeLogs;
using Timeline.Observing;

namespace Timeline.ChangeObservers;

/// <summary>Puts entries into a channel with a bound, from which others read at their own pace.</summary>
/// <remarks>Any thread may call any member at any time, and any number may read; each entry is read once. Disposing of
/// it ends the channel: who reads gets what is in it, and then its end.</remarks>
public sealed class ChannelObserver : IObserver<ChangeEntry>, IDisposable
{
    private readonly Channel<ChangeEntry> _channel;
    private long _dropped;

    /// <summary>A channel that is empty.</summary>
    /// <param name="capacity">How many entries wait for a reader at most.</param>
    /// <param name="whenFull">What happens to one more; whoever changes the container waits, unless told
    /// otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1, or the policy is none.</exception>
    public ChannelObserver(int capacity, ChannelFullPolicy whenFull = ChannelFullPolicy.Wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        if (!Enum.IsDefined(whenFull))
        {
            throw new ArgumentOutOfRangeException(
                nameof(whenFull), whenFull, "It is Wait, DropOldest, DropNewest or Fail.");
        }

        Capacity = capacity;
        WhenFull = whenFull;
        BoundedChannelOptions options = new(capacity)
        {
            FullMode = whenFull switch
            {
                ChannelFullPolicy.DropOldest => BoundedChannelFullMode.DropOldest,
                ChannelFullPolicy.DropNewest => BoundedChannelFullMode.DropWrite,
                _ => BoundedChannelFullMode.Wait,
            },
        };
        _channel = Channel.CreateBounded<ChangeEntry>(options, _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>How many entries wait for a reader at most.</summary>
    public int Capacity { get; }

    /// <summary>What happens to one more.</summary>
    public ChannelFullPolicy WhenFull { get; }

    /// <summary>Where entries are read.</summary>
    public ChannelReader<ChangeEntry> Reader => _channel.Reader;

    /// <summary>How many entries nobody can read any more: for want of room, or because the channel has
    /// ended.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Puts an entry into the channel. O(1), unless it has to wait.</summary>
    /// <param name="value">The entry.</param>
    /// <exception cref="SlowReaderException">The channel is full, and fails for it; thrown once.</exception>
    public void OnNext(ChangeEntry value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_channel.Writer.TryWrite(value)) return;
        if (WhenFull == ChannelFullPolicy.Wait) Wait(value);
        else Lose(value);
    }

    /// <summary>Does nothing: other containers may still tell something.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>Does nothing: other containers may still tell something.</summary>
    /// <param name="error">What ended the source.</param>
    public void OnError(Exception error)
    {
    }

    /// <summary>Ends the channel.</summary>
    public void Dispose() => _ = _channel.Writer.TryComplete();

    private void Wait(ChangeEntry entry)
    {
        try
        {
            _channel.Writer.WriteAsync(entry).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            _ = Interlocked.Increment(ref _dropped);
        }
    }

    // The others never refuse but at the end.
    private void Lose(ChangeEntry entry)
    {
        var lost = Interlocked.Increment(ref _dropped);
        if (WhenFull != ChannelFullPolicy.Fail) return;
        SlowReaderException slow = new("a channel of changes", Capacity, lost, entry.Id.ToString());
        if (_channel.Writer.TryComplete(slow)) throw slow;
    }
}
