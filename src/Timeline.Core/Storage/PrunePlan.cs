using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.Storage;

/// <summary>What a pruning comes down to: the rules that all stores share.</summary>
/// <param name="Dropped">The versions that lose their payload, by number.</param>
/// <param name="Cut">The kept versions that need a snapshot, because their first parent goes, by number.</param>
public sealed record PrunePlan(ImmutableArray<long> Dropped, ImmutableArray<long> Cut)
{
    /// <summary>What a pruning must know of a version.</summary>
    /// <param name="FirstParent">The number of its first parent; null for none.</param>
    /// <param name="IsPruned">Whether its payload was given up before.</param>
    /// <param name="HasSnapshot">Whether a snapshot is kept with it.</param>
    public readonly record struct Entry(long? FirstParent, bool IsPruned, bool HasSnapshot);

    /// <summary>Holds a wish to prune against what is there.</summary>
    /// <param name="history">The history.</param>
    /// <param name="entries">What must be known of each version, by number.</param>
    /// <param name="numbers">The versions to drop.</param>
    /// <returns>
    /// The plan, or <see cref="TimelineError.VersionNumberUnknown"/> or <see cref="TimelineError.PruneOfHead"/>.
    /// </returns>
    public static Either<TimelineError, PrunePlan> Make(
        StoredHistory history, IReadOnlyList<Entry> entries, IReadOnlySet<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(numbers);
        foreach (var number in numbers.Order())
        {
            if (number < 0 || number >= entries.Count)
                return new TimelineError.VersionNumberUnknown(history.Name, number, entries.Count);
        }

        foreach (var branch in history.Branches)
        {
            if (numbers.Contains(branch.Head.Number))
                return new TimelineError.PruneOfHead(history.Name, branch.Name, branch.Head);
        }

        var dropped = numbers.Where(number => !entries[(int)number].IsPruned).Order();
        var cut = Enumerable.Range(0, entries.Count)
            .Select(number => (Number: (long)number, Entry: entries[number]))
            .Where(at => !at.Entry.IsPruned && !at.Entry.HasSnapshot && !numbers.Contains(at.Number)
                && at.Entry.FirstParent is { } parent && numbers.Contains(parent))
            .Select(at => at.Number);
        return new PrunePlan([.. dropped], [.. cut]);
    }
}
