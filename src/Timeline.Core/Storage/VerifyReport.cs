using System.Collections.Immutable;

namespace Timeline.Storage;

/// <summary>What a verification looked at and what it found wrong.</summary>
/// <param name="Histories">How many histories were read.</param>
/// <param name="Versions">How many versions were read.</param>
/// <param name="Pruned">How many of them have only their header left.</param>
/// <param name="Findings">What is wrong; empty when all is well.</param>
public sealed record VerifyReport(
    long Histories, long Versions, long Pruned, ImmutableArray<VerifyFinding> Findings)
{
    /// <summary>Whether nothing was found wrong.</summary>
    public bool IsClean => Findings.IsEmpty;
}
