namespace Timeline.Exporters;

/// <summary>Produces a message of Kafka for each entry, with whichever client the program has.</summary>
/// <remarks>
/// <para>
/// The client is given as a function that produces one message, and completes when the brokers have acknowledged it. A
/// batch is sent when all of its messages are; if one fails, the whole batch comes again, with the same ids. The
/// function may throw <see cref="SinkRefusedException"/> for a message that will never be taken, such as one that is
/// too large.
/// </para>
/// For one batch at a time, as the exporter sends them; the function is called from one thread at a time, and may be
/// called again before the message before is acknowledged, within <see cref="KafkaSinkOptions.InFlight"/>.
/// </remarks>
public sealed class KafkaSink : IChangeSink
{
    private readonly Func<KafkaMessage, CancellationToken, Task> _produce;
    private readonly string _topic;
    private readonly KafkaSinkOptions _options;

    /// <summary>A sink.</summary>
    /// <param name="produce">Produces a message; completes when it is acknowledged. One that does not complete when its
    /// token is cancelled is left behind, and may come after what is sent next.</param>
    /// <param name="topic">Where the messages go.</param>
    /// <param name="options">How they are produced.</param>
    /// <exception cref="ArgumentException">The topic has no name.</exception>
    public KafkaSink(
        Func<KafkaMessage, CancellationToken, Task> produce, string topic, KafkaSinkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(produce);
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        _produce = produce;
        _topic = topic;
        _options = options ?? new();
    }

    /// <inheritdoc/>
    public string Name => $"kafka:{_topic}";

    /// <inheritdoc/>
    public async ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Queue<Task> produced = new();
        List<Exception> failures = [];
        foreach (var record in batch.Records)
        {
            // After a failure nothing more is begun: less comes twice, and the order of what is there is kept.
            if (produced.Count >= _options.InFlight) await SettleAsync(produced.Dequeue()).ConfigureAwait(false);
            if (failures.Count > 0) break;
            produced.Enqueue(ProduceAsync(record, cancellationToken));
        }

        while (produced.TryDequeue(out var task)) await SettleAsync(task).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (failures.Count == 0) return;
        // What may be taken later is tried again before anything is refused.
        throw failures.Find(failure => failure is not SinkRefusedException) is { } passing
            ? new IOException($"{Name}: {failures.Count} messages were not acknowledged: {passing.Message}", passing)
            : failures[0];

        async Task SettleAsync(Task task)
        {
            // A function that does not heed its token is left behind, or the exporter would wait for it for ever.
            await task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (task.IsFaulted) failures.Add(task.Exception.InnerException ?? task.Exception);
            else if (!task.IsCompletedSuccessfully) failures.Add(new OperationCanceledException());
        }
    }

    /// <summary>Does nothing: the client belongs to whoever made it.</summary>
    /// <returns>At once.</returns>
    public ValueTask DisposeAsync() => default;

    // What the function throws before it returns a task is a failure as well.
    private async Task ProduceAsync(ExportRecord record, CancellationToken cancellationToken) =>
        await (_produce(
            new(_topic, record.Id.Container.ToString("D"), record.Json, record.Id.ToString()), cancellationToken)
            ?? throw new InvalidOperationException("The function that produces messages returned no task."))
            .ConfigureAwait(false);
}
