using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Timeline.Configuring;
using Timeline.Hosting;

#pragma warning disable IDE0130 // Extensions of a service collection are looked for in its own namespace.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Observers of tracked containers as services, made of configuration.</summary>
/// <remarks>
/// <see cref="ConfiguredObservers"/> is a singleton. It is made when the program starts, flushed when it stops, and
/// disposed of with the container. What its observers need (a log, a meter, a client) is found among the container's
/// services: by type, or by key where the configuration says a name.
/// </remarks>
public static class TrackingObserversServiceCollectionExtensions
{
    /// <summary>Adds the observers of a section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, which is a list, as
    /// <c>configuration.GetSection("Observers")</c>; one that is not there is an empty list. It is read once.</param>
    /// <param name="extend">Adds to the catalog what a configuration can ask for besides the bundled observers; null
    /// for nothing.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">Observers were added already: give these a name.</exception>
    /// <exception cref="ObserverConfigurationException">When the program starts: it says every mistake in the
    /// section.</exception>
    public static IServiceCollection AddTrackingObservers(
        this IServiceCollection services,
        IConfiguration configuration,
        Func<ObserverCatalog, ObserverCatalog>? extend = null) =>
        services.AddObservers(key: null, configuration, extend);

    /// <summary>Adds observers by name: a keyed service, as
    /// <c>[FromKeyedServices("name")] ConfiguredObservers</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key.</param>
    /// <param name="configuration">The section; as for observers without a name.</param>
    /// <param name="extend">As for observers without a name.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="InvalidOperationException">Observers of the name were added already.</exception>
    /// <exception cref="ObserverConfigurationException">When the program starts: it says every mistake in the
    /// section.</exception>
    public static IServiceCollection AddKeyedTrackingObservers(
        this IServiceCollection services,
        string name,
        IConfiguration configuration,
        Func<ObserverCatalog, ObserverCatalog>? extend = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return services.AddObservers(name, configuration, extend);
    }

    private static IServiceCollection AddObservers(
        this IServiceCollection services,
        string? key,
        IConfiguration configuration,
        Func<ObserverCatalog, ObserverCatalog>? extend)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(it => it.ServiceType == typeof(ConfiguredObservers) && Equals(it.ServiceKey, key)))
        {
            throw new InvalidOperationException(key is null
                ? "Tracking observers were added already: add others by AddKeyedTrackingObservers, with a name."
                : $"Tracking observers '{key}' were added already: give these another name.");
        }

        return services
            .AddKeyedSingleton(key, (provider, _) => Make(provider, configuration, extend))
            .AddSingleton<IHostedService>(provider =>
                new ObserversService(() => provider.GetRequiredKeyedService<ConfiguredObservers>(key)));
    }

    private static ConfiguredObservers Make(
        IServiceProvider provider, IConfiguration configuration, Func<ObserverCatalog, ObserverCatalog>? extend)
    {
        var catalog = ObserverCatalog.Standard.WithServices(provider);
        var section = configuration as IConfigurationSection;
        return (extend?.Invoke(catalog) ?? catalog).Build(ObserverConfiguration.FromPairs(
            [.. Itself(section), .. configuration.AsEnumerable(makePathsRelative: true)], section?.Path ?? ""));
    }

    // A section with a text of its own is no list.
    private static IEnumerable<KeyValuePair<string, string?>> Itself(IConfigurationSection? section) =>
        section?.Value is { } text ? [new("", text)] : [];
}
