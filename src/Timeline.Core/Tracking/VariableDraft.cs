using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>What a specification says of a variable, read and checked.</summary>
internal sealed record VariableDraft(
    TrackerPath Path, Access Access, Priority Priority, PersistentMap<string, VariableProperty> Properties)
{
    /// <summary>Reads a specification.</summary>
    public static Either<TimelineError, VariableDraft> Of(VariableSpec spec)
    {
        var reader = new TrackerPathReader(spec.Path);
        return reader.Read().Bind(path =>
            from properties in Merged(spec.Properties.Concat(PathQuery.Pairs(reader.Rest)))
            from chosen in path.IsRoot ? TrackerPath.Parse(Text(properties, PropertyName.OfPath)) : path
            from access in AccessWords.Parse(Text(properties, PropertyName.OfAccess))
            from priority in PriorityOf(Text(properties, PropertyName.OfPriority))
            from draft in new VariableDraft(chosen, access, priority,
                path.IsRoot ? properties : properties.Remove(PropertyName.OfPath)).Checked(spec.ParentId)
            select draft);
    }

    /// <summary>The draft, if its parts go together.</summary>
    public Either<TimelineError, VariableDraft> Checked(long parentId)
    {
        if (AccessWords.Misfit(Access, Path) is { } misfit) return misfit;
        return parentId != 0 || Path.IsRoot
            ? this
            : new TimelineError.Tracking(TrackingFault.Path, 0, Path.ToString(),
                "a root is what it was given, so it has no path; properties stand behind a question mark");
    }

    /// <summary>The priority of a value that a word names.</summary>
    public static Either<TimelineError, Priority> PriorityOf(string word) =>
        word.Length == 0 ? Priority.Medium
        : PropertyName.PriorityOf(word) is { } priority ? priority
        : new TimelineError.Tracking(TrackingFault.BadProperty, 0, "",
            $"there is no priority {TimelineError.Quoted(word)}: it is low, medium or high");

    private static string Text(PersistentMap<string, VariableProperty> properties, string name) =>
        properties.TryGetValue(name, out var property) ? property.Value : "";

    private static Either<TimelineError, PersistentMap<string, VariableProperty>> Merged(
        IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var properties = PersistentMap<string, VariableProperty>.Empty;
        foreach (var (written, value) in pairs)
        {
            var name = PropertyName.Parse(written);
            if (name.IsLeft) return (TimelineError)name;
            properties = ((PropertyName)name).Put(properties, value);
        }

        return properties;
    }
}
