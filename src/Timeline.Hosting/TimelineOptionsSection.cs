using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Timeline.Hosting;

/// <summary>A section of configuration, held against the options there are before it is read: what cannot be read is
/// told with its key, what was there and what may be there, all of it at once.</summary>
internal static class TimelineOptionsSection
{
    private static readonly Option[] Options =
    [
        new(nameof(TimelineOptions.PruningInterval), "a time, as 00:00:10", IsTime),
        new(nameof(TimelineOptions.Durability), "Each or Grouped", IsDurability),
        new(nameof(TimelineOptions.MaximumVersions), "a whole number, as 100", IsWholeNumber),
        new(nameof(TimelineOptions.MaximumDelay), "a time, as 00:00:01", IsTime),
        new(nameof(TimelineOptions.Prefix), "a text, as shop/", _ => true),
        new(nameof(TimelineOptions.Compress), "true or false", text => bool.TryParse(text, out _)),
    ];

    /// <summary>Throws if something in it belongs to no option or cannot be read.</summary>
    /// <param name="registry">The name of the registry.</param>
    /// <param name="configuration">The section.</param>
    /// <exception cref="OptionsValidationException">All that is wrong.</exception>
    public static void Check(string registry, IConfiguration configuration)
    {
        var place = configuration is IConfigurationSection { Path: var path } ? $" in the section '{path}'" : "";
        var faults = configuration.GetChildren()
            .Select(entry => Fault(entry, place))
            .OfType<string>()
            .Select(fault => RegistryWords.Of(registry) + fault)
            .ToList();
        if (faults.Count > 0) throw new OptionsValidationException(registry, typeof(TimelineOptions), faults);
    }

    private static string? Fault(IConfigurationSection entry, string place)
    {
        var option = Options.FirstOrDefault(it => it.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase));
        if (option is null)
        {
            // What is there is not told: it was meant for somebody else, and may be a secret.
            var there = string.Join(", ", Options.Select(it => it.Name));
            return $"'{entry.Key}'{place} is no option: there are {there}.";
        }

        if (entry.GetChildren().Any())
            return $"{option.Name}{place} has keys of its own: it has to be {option.Allowed}.";
        return entry.Value is not { } text || option.IsReadable(text)
            ? null
            : $"{option.Name}{place} is '{text}': it has to be {option.Allowed}.";
    }

    private static bool IsTime(string text) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static bool IsWholeNumber(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static bool IsDurability(string text) => Enum.TryParse<TimelineDurability>(text, ignoreCase: true, out _);

    /// <summary>What may be written of an option.</summary>
    private sealed record Option(string Name, string Allowed, Func<string, bool> IsReadable);
}
