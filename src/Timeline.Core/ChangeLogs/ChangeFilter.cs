using System.Collections.Immutable;
using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>Which entries are wanted: those of which all that is said here is true.</summary>
/// <remarks>
/// Law: each thing said makes the wanted entries fewer, never more. Equality is by what is said. Immutable and safe to
/// share between threads.
/// </remarks>
public sealed record ChangeFilter
{
    /// <summary>All entries.</summary>
    public static ChangeFilter All { get; } = new();

    /// <summary>By whom, exactly; null for by anyone.</summary>
    public string? Actor { get; init; }

    /// <summary>What they say; empty for anything.</summary>
    public ImmutableArray<ChangeAction> Actions { get; init; } = [];

    /// <summary>Where: the path fits one of these, or lies below one; empty for anywhere. What changes a place from
    /// above, as clearing all does, is not of it.</summary>
    public ImmutableArray<PathPattern> Paths { get; init; } = [];

    /// <summary>Not before; null for whenever.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether an entry is wanted.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True if it is. O(steps of the path × what is said).</returns>
    public bool IsWanted(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (Actor is null || Actor == entry.Actor)
            && (Actions.IsDefaultOrEmpty || Actions.Contains(entry.Action))
            && (Since is null || entry.Time >= Since)
            && (Paths.IsDefaultOrEmpty || Paths.Any(pattern => IsWithin(pattern, entry.Path)));
    }

    /// <inheritdoc/>
    public bool Equals(ChangeFilter? other) =>
        other is not null && Actor == other.Actor && Since == other.Since
        && Listed(Actions).SequenceEqual(Listed(other.Actions)) && Listed(Paths).SequenceEqual(Listed(other.Paths));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Actor, Since, Listed(Actions).Length, Listed(Paths).Length);

    private static ImmutableArray<T> Listed<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;

    private static bool IsWithin(PathPattern pattern, ValuePath path)
    {
        for (var above = path; above is not null; above = above.Parent)
        {
            if (pattern.Matches(above)) return true;
        }

        return false;
    }
}
