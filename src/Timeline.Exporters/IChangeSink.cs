namespace Timeline.Exporters;

/// <summary>Where entries go.</summary>
/// <remarks>An exporter calls a sink for one batch at a time, and owns it: it disposes of it.</remarks>
public interface IChangeSink : IAsyncDisposable
{
    /// <summary>What the sink is called in messages; no secrets.</summary>
    string Name { get; }

    /// <summary>Takes a batch. When it completes, the sink has all of it, and the exporter forgets it.</summary>
    /// <param name="batch">The batch. The same one comes again after a failure, or after a restart, maybe cut
    /// otherwise; its records have the same ids then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SinkRefusedException">It will never take this batch as it is.</exception>
    /// <exception cref="SinkBusyException">It asks for a time to be tried again.</exception>
    /// <exception cref="Exception">Anything else is a failure that is tried again.</exception>
    ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken);
}
