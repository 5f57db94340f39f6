using System.Collections.Immutable;
using Timeline.ChangeLogs;

namespace Timeline.Configuring;

/// <summary>The observers that a configuration can ask for, by name, and what code gives to them.</summary>
/// <remarks>
/// A configuration says names that stand here, and nothing else is ever made: no type is looked up by what data says.
/// Immutable and safe to share between threads; recipes are called by whoever builds.
/// </remarks>
public sealed class ObserverCatalog
{
    private ObserverCatalog(
        ImmutableSortedDictionary<string, Func<ObserverSettings, Func<IObserver<ChangeEntry>>>> recipes,
        ImmutableSortedDictionary<string, object> services,
        IServiceProvider? provider)
    {
        Recipes = recipes;
        Services = services;
        Provider = provider;
    }

    /// <summary>A catalog of nothing.</summary>
    public static ObserverCatalog Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, Func<ObserverSettings, Func<IObserver<ChangeEntry>>>>(
            StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal),
        provider: null);

    /// <summary>The bundled observers: <c>channel</c>, <c>collector</c>, <c>filtered</c>, <c>json-lines</c>,
    /// <c>logging</c>, <c>metrics</c>.</summary>
    public static ObserverCatalog Standard { get; } = StandardRecipes.AddTo(Empty);

    /// <summary>The names that a configuration can say, in order.</summary>
    public IReadOnlyCollection<string> Names => [.. Recipes.Keys];

    internal ImmutableSortedDictionary<string, Func<ObserverSettings, Func<IObserver<ChangeEntry>>>> Recipes { get; }

    internal ImmutableSortedDictionary<string, object> Services { get; }

    internal IServiceProvider? Provider { get; }

    /// <summary>The catalog with one more observer, or another one of the name.</summary>
    /// <param name="name">What a configuration calls it, exactly.</param>
    /// <param name="recipe">Reads the settings, and returns what makes the observer. It opens nothing and starts
    /// nothing; what it returns does, and is called only if nothing is wrong anywhere.</param>
    /// <returns>The other catalog.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public ObserverCatalog With(string name, Func<ObserverSettings, Func<IObserver<ChangeEntry>>> recipe)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(recipe);
        return new(Recipes.SetItem(name, recipe), Services, Provider);
    }

    /// <summary>The catalog with something that only code can give: a log, a client.</summary>
    /// <param name="name">What recipes and configurations call it.</param>
    /// <param name="service">It; observers use it and do not dispose of it.</param>
    /// <returns>The other catalog.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public ObserverCatalog WithService(string name, object service)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(service);
        return new(Recipes, Services.SetItem(name, service), Provider);
    }

    /// <summary>The catalog with services that are found by their type, where none has the name that a recipe asks for;
    /// and by key, where a configuration says a name.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The other catalog.</returns>
    public ObserverCatalog WithServices(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new(Recipes, Services, services);
    }

    /// <summary>Makes the observers of a configuration: all of them, or none.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The observers, which hear nothing until they are subscribed.</returns>
    /// <exception cref="ObserverConfigurationException">It says every mistake there is, or what one observer threw when
    /// it was made; those that were made before are disposed of.</exception>
    public ConfiguredObservers Build(ObserverConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Reading reading = new(this, configuration.IsText);
        var plans = ConfigurationReader.Read(reading, configuration.Root);
        if (reading.Problems is { Length: > 0 } problems) throw new ObserverConfigurationException(problems);
        reading.IsOver = true;
        try
        {
            foreach (var plan in plans) _ = plan.Make(reading);
        }
        catch (ObserverConfigurationException failed)
        {
            var left = ConfiguredObservers.DisposeAll(reading.Made);
            if (left.Count == 0) throw;
            throw new ObserverConfigurationException(
                [.. failed.Problems, .. left.Select(it => new ConfigurationProblem(
                    it.Path, $"it was made and cannot be disposed of: {it.Exception.Message}"))],
                failed.InnerException);
        }

        return new(reading.Made, plans);
    }
}
