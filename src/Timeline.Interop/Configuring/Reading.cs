using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Timeline.Documents;

namespace Timeline.Configuring;

/// <summary>What belongs to the reading of one configuration: what is wrong with it, and what was made of it.</summary>
internal sealed class Reading(ObserverCatalog catalog, bool isText)
{
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly HashSet<ConfigurationProblem> _told = [];

    public bool IsText { get; } = isText;

    public StringComparer Names { get; } = isText ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public ObserverCatalog Catalog { get; } = catalog;

    /// <summary>The names that observers have been given.</summary>
    public HashSet<string> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether all is read, and observers are made.</summary>
    public bool IsOver { get; set; }

    /// <summary>How many observers were read.</summary>
    public int Count { get; set; }

    /// <summary>What was made, in order.</summary>
    public List<MadeObserver> Made { get; } = [];

    /// <summary>All that is wrong.</summary>
    public ImmutableArray<ConfigurationProblem> Problems => [.. _problems];

    /// <summary>Says what is wrong, once.</summary>
    public void Refuse(string path, string message)
    {
        ConfigurationProblem problem = new(path, message);
        if (_told.Add(problem)) _problems.Add(problem);
    }

    /// <summary>What code has given, by name, or else by type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isNamed">Whether the configuration says the name, and means that one alone.</param>
    /// <param name="type">What it has to be.</param>
    public object? Service(string name, bool isNamed, Type type)
    {
        if (Catalog.Services.TryGetValue(name, out var given)) return given;
        if (Catalog.Provider is not { } provider) return null;
        if (!isNamed) return provider.GetService(type);
        return provider is IKeyedServiceProvider keyed ? keyed.GetKeyedService(type, name) : null;
    }

    /// <summary>Which of the names there are may have been meant, in words that end a message.</summary>
    public static string Guess(string name, IReadOnlyCollection<string> names)
    {
        var near = NearNames.Of(name, names);
        if (near.Count > 0) return $"did you mean '{near[0]}'?";
        return names.Count == 0 ? "there are none." : $"there are {string.Join(", ", names)}.";
    }
}
