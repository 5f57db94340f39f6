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
            Journal = Journal(services, name, options),
        });
    }

    private static JournalOptions? Journal(IServiceProvider services, string name, TimelineOptions options)
    {
        if (Store(services, name) is not { } store)
        {
            if (!options.Encrypts()) return null;
            throw new InvalidOperationException(
                $"{RegistryWords.Of(name)}there are keys, and no store to encrypt in: add an IHistoryStore.");
        }

        var prefix = options.Prefix ?? DefaultPrefix(name);
        services.GetRequiredService<StorePlaces>().Take(store, prefix, name);
        return new()
        {
            Store = store,
            Prefix = prefix,
            Durability = options.Durability is TimelineDurability.Grouped
                ? Durability.Grouped(options.MaximumVersions, options.MaximumDelay)
                : Durability.Each,
            Sealing = Sealing(services, name, options),
        };
    }

    private static IHistoryStore? Store(IServiceProvider services, string name) =>
        (name.Length == 0 ? null : services.GetKeyedService<IHistoryStore>(name))
        ?? services.GetService<IHistoryStore>();

    // In a store, no segment of a variable's name ends in a % that follows something: so no variable of another
    // registry is ever in the way.
    private static string DefaultPrefix(string name) => name.Length == 0 ? "" : $"{Uri.EscapeDataString(name)}%/";

    private static Sealing? Sealing(IServiceProvider services, string name, TimelineOptions options) =>
        options.Compress || options.Encrypts()
            ? new() { Compress = options.Compress, Keys = options.FindKeys(services, name) }
            : null;

    // Below the category of all registries, so that one line of configuration filters them together or one alone.
    private static string Category(string name) =>
        name.Length == 0 ? typeof(Registry).FullName! : $"{typeof(Registry).FullName}.{name}";
}
