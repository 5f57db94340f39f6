using Microsoft.Extensions.Hosting;
using Timeline.Configuring;

namespace Timeline.Hosting;

/// <summary>Makes the observers of a configuration when the program starts, and lets nothing they hold be lost when it
/// stops.</summary>
/// <remarks>Services stop in the reverse order of registration, so what is registered after the observers may change
/// containers to its own end. The container disposes of the observers afterwards.</remarks>
internal sealed class ObserversService(Func<ConfiguredObservers> observers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // What is wrong with the configuration is said now and not at the first change.
        _ = observers();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await observers().FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time to stop is over, as where a peer is down: what is disposed of next keeps the rest, or tells it.
        }
    }
}
