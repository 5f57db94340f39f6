using Microsoft.Extensions.Hosting;
using Timeline.Configuring;

namespace Timeline.Hosting;

/// <summary>Makes the observers of a configuration when the program starts, and lets nothing they hold be lost when it
/// stops.</summary>
/// <remarks>Services stop in the reverse order of registration, so what is registered after the observers may change
/// containers to its own end. The container disposes of the observers afterwards.</remarks>
internal sealed class ObserversService(Func<ConfiguredObservers> observers) : IHostedService
{
    // A peer that is down must not take the time that services stopped later have; disposal gives it a little more.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // What is wrong with the configuration is said now and not at the first change.
        _ = observers();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            await observers().FlushAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception thrown) when (limit.IsCancellationRequested && IsCancelled(thrown))
        {
            // The time is over, as where a peer is down: what is disposed of next keeps the rest, or tells it.
        }
    }

    private static bool IsCancelled(Exception thrown) => thrown is OperationCanceledException
        || (thrown is AggregateException many && many.InnerExceptions.All(IsCancelled));
}
