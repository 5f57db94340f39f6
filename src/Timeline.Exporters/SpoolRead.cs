using System.Collections.Immutable;

namespace Timeline.Exporters;

/// <summary>What was read from a spool.</summary>
/// <param name="Records">The records, oldest first; empty where there was none.</param>
/// <param name="Ends">For each record what has been passed when it is sent: its own line, and damaged ones
/// before.</param>
/// <param name="End">What has been passed when all are sent, damaged lines after the last one included.</param>
/// <param name="Damaged">Lines that were not what had been written.</param>
internal sealed record SpoolRead(
    ImmutableArray<ExportRecord> Records,
    ImmutableArray<SpoolPassed> Ends,
    SpoolPassed End,
    ImmutableArray<ReadOnlyMemory<byte>> Damaged)
{
    /// <summary>Whether the file was no longer there.</summary>
    public bool IsGone { get; init; }

    /// <summary>What has been passed when so many records are sent.</summary>
    public SpoolPassed After(int sent) => sent == Records.Length ? End : sent == 0 ? default : Ends[sent - 1];
}
