using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Timeline.Hosting;
using Timeline.Watching;

#pragma warning disable IDE0130 // Extensions of a service collection are looked for in its own namespace.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registries of watched variables as services.</summary>
/// <remarks>
/// A registry is a singleton with the container's <see cref="TimeProvider"/> and log. It is made when the program
/// starts, flushed when it stops, and disposed of with the container.
/// </remarks>
public static class TimelineServiceCollectionExtensions
{
    /// <summary>Adds the registry.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null for the default.</param>
    /// <returns>The same services.</returns>
    /// <remarks>Called again it adds no second registry; what it sets is set after what was set before.</remarks>
    /// <exception cref="OptionsValidationException">When the program starts: an option is out of range.</exception>
    public static IServiceCollection AddTimeline(
        this IServiceCollection services, Action<TimelineOptions>? configure = null) =>
        services.Add(Options.Options.DefaultName, configure);

    /// <summary>Adds the registry with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, as <c>configuration.GetSection("Timeline")</c>. A key that is no option
    /// is an error when the program starts, as it is most likely a mistyped one.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="OptionsValidationException">When the program starts: an option is out of range, cannot be read,
    /// or is none.</exception>
    public static IServiceCollection AddTimeline(this IServiceCollection services, IConfiguration configuration) =>
        services.Add(Options.Options.DefaultName, configuration);

    /// <summary>Adds a registry by name: a keyed service, as <c>[FromKeyedServices("name")] Registry</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key.</param>
    /// <param name="configure">Sets options; null for the default.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="OptionsValidationException">When the program starts: an option is out of range.</exception>
    public static IServiceCollection AddKeyedTimeline(
        this IServiceCollection services, string name, Action<TimelineOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return services.Add(name, configure);
    }

    /// <summary>Adds a registry by name with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is the key.</param>
    /// <param name="configuration">The section; as for the registry without a name.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="OptionsValidationException">When the program starts: an option is out of range, cannot be read,
    /// or is none.</exception>
    public static IServiceCollection AddKeyedTimeline(
        this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return services.Add(name, configuration);
    }

    private static IServiceCollection Add(
        this IServiceCollection services, string name, Action<TimelineOptions>? configure)
    {
        var options = services.AddRegistry(name);
        if (configure is not null) _ = options.Configure(configure);
        return services;
    }

    private static IServiceCollection Add(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _ = services.AddRegistry(name)
            .Configure(_ => TimelineOptionsSection.Check(name, configuration))
            .Bind(configuration, binder => binder.ErrorOnUnknownConfiguration = true);
        return services;
    }

    private static OptionsBuilder<TimelineOptions> AddRegistry(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        var key = name.Length == 0 ? null : name;
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TimelineOptions>>(new TimelineOptionsCheck()));
        services.TryAddSingleton(_ => new StorePlaces());
        if (!services.Any(it => it.ServiceType == typeof(Registry) && Equals(it.ServiceKey, key)))
        {
            _ = services.AddKeyedSingleton(key, (provider, _) => RegistryFactory.Make(provider, name));
            _ = services.AddSingleton<IHostedService>(provider =>
                new RegistryService(() => provider.GetRequiredKeyedService<Registry>(key)));
        }

        return services.AddOptions<TimelineOptions>(name).ValidateOnStart();
    }
}
