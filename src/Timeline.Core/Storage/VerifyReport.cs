using System.Collections.Immutable;
using System.Globalization;

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

    /// <summary>One line that says what was read and how much is wrong, with the first fault.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        var read = string.Create(
            CultureInfo.InvariantCulture, $"histories: {Histories}, versions: {Versions}, pruned: {Pruned}");
        return IsClean
            ? $"{read}, nothing wrong"
            : string.Create(CultureInfo.InvariantCulture, $"{read}, faults: {Findings.Length}, first {Findings[0]}");
    }
}
