using System.Text;
using Confluent.Kafka;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The wiring of docs/exporters.md for the client of Confluent.</summary>
public sealed class KafkaTests
{
    [Fact]
    public async Task Entries_go_to_Kafka_through_the_client_of_Confluent()
    {
        var states = new TrackedDictionary<string, string>();

        using var producer = new ProducerBuilder<string, byte[]>(
            new ProducerConfig { BootstrapServers = "kafka.example:9092", EnableIdempotence = true }).Build();

        async Task Produce(KafkaMessage message, CancellationToken cancellationToken)
        {
            try
            {
                await producer.ProduceAsync(
                    message.Topic,
                    new Message<string, byte[]>
                    {
                        Key = message.Key,
                        Value = message.Value.ToArray(),
                        Headers = new Headers { { KafkaMessage.IdHeader, Encoding.UTF8.GetBytes(message.Id) } },
                    },
                    cancellationToken);
            }
            catch (ProduceException<string, byte[]> failed) when (failed.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                throw new SinkRefusedException(failed.Error.Reason, failed);
            }
        }

        await using (var exporter = new ChangeExporter(new KafkaSink(Produce, "changes")))
        {
            using var subscription = states.Subscribe(exporter);
            states["1"] = "new";
            states["1"] = "paid";
        }

        var produced = ((Producer<string, byte[]>)producer).Produced;
        Assert.Equal(states.Log.Entries.Skip(1).Select(entry => entry.Id.ToString()),
            produced.Select(it => Encoding.UTF8.GetString(it.Message.Headers.All[0].Value)));
        var tooLarge = new KafkaMessage("changes", "key", new byte[Producer<string, byte[]>.LongestValue + 1], "id");
        _ = await Assert.ThrowsAsync<SinkRefusedException>(() => Produce(tooLarge, CancellationToken.None));
    }
}
