using System.Collections.Immutable;
using System.Globalization;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>What came of a repair.</summary>
/// <param name="Path">The store, as a full path.</param>
/// <param name="Findings">What was wrong with it; empty where nothing was, and nothing was changed.</param>
/// <param name="Taken">The versions that were, or would be, taken from replicas.</param>
/// <param name="Unhealed">What no replica has; where there is anything, nothing was changed.</param>
/// <param name="Kept">The damaged file as it was, beside the repaired one; null where nothing was changed.</param>
/// <param name="IsReplaced">Whether nothing of the damaged file could be read, so that all is, or would be, the
/// replicas'; see <see cref="RepairOptions.ReplacesUnreadable"/>.</param>
public sealed record RepairReport(
    string Path,
    ImmutableArray<VerifyFinding> Findings,
    ImmutableArray<RepairedVersion> Taken,
    ImmutableArray<VerifyFinding> Unhealed,
    string? Kept,
    bool IsReplaced)
{
    /// <summary>Whether the store is whole now, as it was or again.</summary>
    public bool IsWhole => Unhealed.IsEmpty;

    /// <summary>One line that names the store and says what was wrong and what came of it.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        if (IsWhole && Findings.IsEmpty) return $"{Path}: nothing wrong, nothing changed";
        var counts = string.Create(
            CultureInfo.InvariantCulture, $"{Path}: faults: {Findings.Length}, taken from replicas: {Taken.Length}");
        return IsWhole
            ? $"{counts}; whole again, the damaged file is kept: {Kept}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{counts}, unhealed: {Unhealed.Length}, first {Unhealed[0]}; nothing changed");
    }
}
