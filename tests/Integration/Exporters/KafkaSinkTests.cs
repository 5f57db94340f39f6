using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

public sealed class KafkaSinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Each_entry_is_a_message_with_its_id_and_those_of_a_container_keep_their_order()
    {
        using var cluster = await KafkaCluster.Start();
        await using var sink = new KafkaSink(cluster.Produce, "changes", new() { InFlight = 1 });
        var (one, other) = (Recorded.Entries(6), Recorded.Entries(6));

        await sink.SendAsync(Recorded.Batch([.. one, .. other]), None);

        var messages = await cluster.Consume("changes");
        foreach (var entries in new[] { one, other })
        {
            var container = entries[0].Id.Container.ToString("D");
            var ofIt = messages.Where(message => message.Key == container).ToArray();
            Assert.Equal(entries.Select(entry => entry.Id.ToString()), ofIt.Select(message => message.Id));
            Assert.Equal(Recorded.Lines(entries), ofIt.Select(message => message.Value));
        }

        Assert.Equal(12, messages.Length);
    }

    [Fact]
    public async Task Brokers_that_do_not_answer_fail_the_batch_and_take_it_later()
    {
        using var cluster = await KafkaCluster.Start();
        await using var sink = new KafkaSink(cluster.Produce, "changes");
        var entries = Recorded.Entries(3);
        await sink.SendAsync(Recorded.Batch(entries[..1]), None);

        cluster.Freeze();
        var failure = await Assert.ThrowsAsync<IOException>(
            async () => await sink.SendAsync(Recorded.Batch(entries), None));
        cluster.Thaw();
        await sink.SendAsync(Recorded.Batch(entries), None);

        Assert.Contains("not acknowledged", failure.Message, StringComparison.Ordinal);
        // In what order is the client's affair: each message has a kcat of its own here, and those that had been given
        // up arrive with the others.
        Assert.Equal(
            Recorded.Lines(entries).Order(),
            (await cluster.Consume("changes")).Select(message => message.Value).Distinct().Order());
    }
}
