using System.Collections.Concurrent;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>An exporter to a cluster that is away, frozen, and replaced by another in the middle.</summary>
public sealed class KafkaExportTests
{
    private static readonly ExporterOptions Hasty = new()
    {
        BatchRecords = 5,
        MaximumDelay = TimeSpan.FromMilliseconds(20),
        Retry = new() { FirstPause = TimeSpan.FromMilliseconds(20), MaximumPause = TimeSpan.FromMilliseconds(100) },
    };

    [Fact]
    public async Task A_cluster_that_freezes_and_is_replaced_gets_every_entry_in_order()
    {
        var cluster = await KafkaCluster.Start();
        ConcurrentQueue<string> acknowledged = [];
        TrackedDictionary<string, int> tracked = [];
        var exporter = new ChangeExporter(new KafkaSink(Produce, "changes", new() { InFlight = 1 }), Hasty);
        await using (exporter)
        {
            using var subscription = tracked.Subscribe(exporter);
            Change(10);
            await exporter.FlushAsync(Limit());
            cluster.Freeze();
            Change(5);
            while (exporter.Status.Retried == 0) await Task.Delay(20);
            cluster.Thaw();
            Change(5);
            await exporter.FlushAsync(Limit());
            var first = (await cluster.Consume("changes")).Select(message => message.Id).ToArray();
            Assert.Equal(Ids(20), first.Distinct());
            Assert.Empty(acknowledged.Except(first));

            // What a cluster of memory had is gone with it, and what comes then goes to another.
            cluster.Dispose();
            var retried = exporter.Status.Retried;
            Change(10);
            while (exporter.Status.Retried == retried) await Task.Delay(20);
            cluster = await KafkaCluster.Start();
            await exporter.FlushAsync(Limit());
        }

        var second = (await cluster.Consume("changes")).Select(message => message.Id).Distinct();
        cluster.Dispose();
        Assert.Equal(Ids(30).Skip(20), second);

        async Task Produce(KafkaMessage message, CancellationToken cancellationToken)
        {
            await cluster.Produce(message, cancellationToken);
            acknowledged.Enqueue(message.Id);
        }

        void Change(int count)
        {
            for (var i = 0; i < count; i++) tracked[$"key {i % 3}"] = (int)tracked.Log.Last.Id.Number;
        }

        IEnumerable<string> Ids(int count) =>
            tracked.Log.Entries.Skip(1).Take(count).Select(entry => entry.Id.ToString());
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
