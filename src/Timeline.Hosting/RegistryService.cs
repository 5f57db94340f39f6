using Microsoft.Extensions.Hosting;
using Timeline.Watching;

namespace Timeline.Hosting;

/// <summary>Makes a registry when the program starts, and lets nothing that was set be lost when it stops.</summary>
/// <remarks>
/// Services stop in the reverse order of registration, so what is registered after the registry may set its variables
/// to its own end. The container disposes of the registry afterwards.
/// </remarks>
internal sealed class RegistryService(Func<Registry> registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // What is wrong with its options or services is said now and not at the first request.
        _ = registry();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => registry().FlushAsync(cancellationToken).AsTask();
}
