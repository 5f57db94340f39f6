using System.Collections;

// What the snippet for Confluent.Kafka uses of that package, in its shape: its native part is not to be had on every
// machine that runs the tests. What is produced is kept.
#pragma warning disable IDE0130 // the namespace is that of the package
#pragma warning disable CA1032 // and so are the constructors
namespace Confluent.Kafka;

internal enum ErrorCode
{
    NoError = 0,
    MsgSizeTooLarge = 10,
}

internal sealed class ProducerConfig
{
    public string BootstrapServers { get; set; } = "";

    public bool? EnableIdempotence { get; set; }
}

internal sealed class ProducerBuilder<TKey, TValue>(ProducerConfig config)
{
    public IProducer<TKey, TValue> Build() => new Producer<TKey, TValue>(config);
}

internal interface IProducer<TKey, TValue> : IDisposable
{
    Task<Message<TKey, TValue>> ProduceAsync(
        string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default);
}

internal sealed class Producer<TKey, TValue>(ProducerConfig config) : IProducer<TKey, TValue>
{
    public const int LongestValue = 10_000;

    public List<(string Topic, Message<TKey, TValue> Message)> Produced { get; } = [];

    public Task<Message<TKey, TValue>> ProduceAsync(
        string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default)
    {
        Assert.True(config.EnableIdempotence);
        if (message.Value is byte[] { Length: > LongestValue })
            throw new ProduceException<TKey, TValue>(new(ErrorCode.MsgSizeTooLarge, "Message size too large"));
        Produced.Add((topic, message));
        return Task.FromResult(message);
    }

    public void Dispose()
    {
    }
}

internal sealed class Message<TKey, TValue>
{
    public TKey Key { get; set; } = default!;

    public TValue Value { get; set; } = default!;

    public Headers Headers { get; set; } = [];
}

internal sealed class Headers : IEnumerable
{
    public List<(string Key, byte[] Value)> All { get; } = [];

    public void Add(string key, byte[] val) => All.Add((key, val));

    public IEnumerator GetEnumerator() => All.GetEnumerator();
}

internal sealed record Error(ErrorCode Code, string Reason);

internal sealed class ProduceException<TKey, TValue>(Error error) : Exception(error.Reason)
{
    public Error Error { get; } = error;
}
