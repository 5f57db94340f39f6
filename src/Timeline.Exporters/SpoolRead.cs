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

    /// <summary>How many lines were written there and are no longer, besides those that are damaged.</summary>
    public long Missing { get; init; }

    /// <summary>What is passed when some of the records are done with; by none of none, all there is.</summary>
    /// <param name="start">The first one.</param>
    /// <param name="count">How many.</param>
    public SpoolPassed Passed(int start, int count)
    {
        var from = Before(start);
        var to = start + count == Records.Length ? End : Before(start + count);
        return new(to.Bytes - from.Bytes, to.Lines - from.Lines);
    }

    private SpoolPassed Before(int record) => record == 0 ? default : Ends[record - 1];
}
