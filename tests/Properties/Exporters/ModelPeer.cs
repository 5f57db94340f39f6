using System.Collections.Concurrent;
using Timeline.ChangeLogs;
using Timeline.Exporters;

namespace Timeline.Tests.Properties.Exporters;

/// <summary>What a peer does with the next call.</summary>
internal enum Mood
{
    Takes,
    Fails,
    TakesAndFails,
    TakesHalfAndFails,
    IsBusy,
    IsBusyForLong,
    Delays,
}

/// <summary>A peer that outlives the exporters that send to it.</summary>
internal sealed class ModelPeer(IEnumerable<Mood> moods, Func<ChangeEntryId, bool> isRefused)
{
    private readonly ConcurrentQueue<Mood> _moods = new(moods);
    private int _isCalled;

    /// <summary>All that has come, as often as it has.</summary>
    public List<ChangeEntryId> Arrived { get; } = [];

    /// <summary>What was in each batch, by its id.</summary>
    public Dictionary<string, ChangeEntryId[]> Batches { get; } = [];

    /// <summary>How often it was sent a batch while it had another; a sink is promised that it never is.</summary>
    public int Overlaps { get; private set; }

    public IChangeSink Sink() => new ModelSink(this);

    private async ValueTask TakeAsync(ExportBatch batch)
    {
        if (Interlocked.Exchange(ref _isCalled, 1) != 0) Overlaps++;
        try
        {
            ChangeEntryId[] ids = [.. batch.Records.Select(record => record.Id)];
            if (!Batches.TryAdd(batch.Id, ids)) Assert.Equal(Batches[batch.Id], ids);
            if (ids.Any(isRefused)) throw new SinkRefusedException("There is one I do not like.");
            if (!_moods.TryDequeue(out var mood)) mood = Mood.Takes;
            switch (mood)
            {
                case Mood.Fails:
                    throw new IOException("The line is dead.");
                case Mood.IsBusy:
                    throw new SinkBusyException();
                case Mood.IsBusyForLong:
                    throw new SinkBusyException("Come tomorrow.", TimeSpan.FromDays(1));
                case Mood.TakesHalfAndFails:
                    Arrived.AddRange(ids[..(ids.Length / 2)]);
                    throw new InvalidOperationException("It broke in the middle.");
                case Mood.TakesAndFails:
                    Arrived.AddRange(ids);
                    throw new OperationCanceledException("The answer was lost.");
                case Mood.Delays:
                    await Task.Yield();
                    break;
            }

            Arrived.AddRange(ids);
        }
        finally
        {
            Interlocked.Exchange(ref _isCalled, 0);
        }
    }

    private sealed class ModelSink(ModelPeer peer) : IChangeSink
    {
        public string Name => "model";

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken) => peer.TakeAsync(batch);

        public ValueTask DisposeAsync() => default;
    }
}
