using System.Diagnostics;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>The name of a property as it is written, with a priority behind the last colon or without.</summary>
/// <param name="Name">The name alone.</param>
/// <param name="Priority">The priority; medium where none was written.</param>
internal readonly record struct PropertyName(string Name, Priority Priority)
{
    // Properties that say something about the variable itself.
    public const string OfPath = "path";
    public const string OfAccess = "access";
    public const string OfPriority = "priority";

    /// <summary>Takes a written name apart; what follows the last colon and is no priority is of the name.</summary>
    public static Either<TimelineError, PropertyName> Parse(string written)
    {
        var colon = written.LastIndexOf(':');
        var priority = colon < 0 ? null : PriorityOf(written[(colon + 1)..]);
        var name = priority is null ? written : written[..colon];
        return name.Length > 0
            ? new PropertyName(name, priority ?? Priority.Medium)
            : new TimelineError.Tracking(TrackingFault.BadProperty, 0, "", "a property needs a name");
    }

    /// <summary>Properties with this one; without it if its value is empty.</summary>
    public PersistentMap<string, VariableProperty> Put(
        PersistentMap<string, VariableProperty> properties, string value) =>
        value.Length == 0 ? properties.Remove(Name) : properties.Set(Name, new(value, Priority));

    /// <summary>The priority that a word of any case names; null for any other word.</summary>
    public static Priority? PriorityOf(string word) =>
        word.Equals("low", StringComparison.OrdinalIgnoreCase) ? Priority.Low
        : word.Equals("medium", StringComparison.OrdinalIgnoreCase) ? Priority.Medium
        : word.Equals("high", StringComparison.OrdinalIgnoreCase) ? Priority.High
        : null;

    /// <summary>The word for a priority.</summary>
    public static string WordOf(Priority priority) => priority switch
    {
        Priority.Low => "low",
        Priority.Medium => "medium",
        Priority.High => "high",
        _ => throw new UnreachableException(),
    };
}
