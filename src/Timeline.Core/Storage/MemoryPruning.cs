using LanguageExt;

namespace Timeline.Storage;

/// <summary>Gives up payloads of a history in memory.</summary>
internal static class MemoryPruning
{
    /// <summary>The history without some payloads, and what was done.</summary>
    /// <param name="History">The history.</param>
    /// <param name="Report">What was done.</param>
    public sealed record Outcome(MemoryHistory History, Pruned Report);

    public static Either<TimelineError, Outcome> Prune(MemoryHistory history, IReadOnlySet<long> numbers) =>
        throw new NotSupportedException();
}
