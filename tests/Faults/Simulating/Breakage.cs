namespace Timeline.Tests.Faults.Simulating;

/// <summary>A fault put in on purpose, which a simulation has to see; none of them for the real runs.</summary>
internal sealed record Breakage
{
    public static Breakage None { get; } = new();

    /// <summary>What the disks do wrong; null for nothing.</summary>
    public Func<Disk, Disk>? Disks { get; init; }

    /// <summary>Whether who receives a version leaves out the parents that it lacks, and does not look at the id.</summary>
    public bool TakesWithoutParents { get; init; }

    /// <summary>Whether what is shown is merged in the order of arrival, not by ids.</summary>
    public bool MergesByArrival { get; init; }

    /// <summary>Whether of two replicated values the one counts that was written last, in place of their join.</summary>
    public bool KeepsLastWriter { get; init; }
}
