using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Watching;

namespace Timeline.Hosting;

/// <summary>A registry made of what a container has.</summary>
internal static class RegistryFactory
{
    /// <summary>Makes the registry of a name; the empty one is that of the registry without a name.</summary>
    public static Registry Make(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<TimelineOptions>>().Get(name);
        return new(new()
        {
            Clock = services.GetService<TimeProvider>() ?? TimeProvider.System,
            Logger = services.GetService<ILoggerFactory>()?.CreateLogger(Category(name)) ?? NullLogger.Instance,
            PruningInterval = options.PruningInterval,
            Journal = Journal(services, name),
        });
    }

    // Registries share a store without sharing histories: the name of one goes before those of its variables.
    private static JournalOptions? Journal(IServiceProvider services, string name) =>
        services.GetService<IHistoryStore>() is { } store
            ? new() { Store = store, Prefix = name.Length == 0 ? "" : $"{name}/" }
            : null;

    // Below the category of all registries, so that one line of configuration filters them together or one alone.
    private static string Category(string name) =>
        name.Length == 0 ? typeof(Registry).FullName! : $"{typeof(Registry).FullName}.{name}";
}
