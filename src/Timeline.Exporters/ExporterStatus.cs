namespace Timeline.Exporters;

/// <summary>How an exporter stood at a moment.</summary>
/// <param name="Waiting">Records that are taken and not with the sink, those in the spool included.</param>
/// <param name="Spooled">Those of them that are in the spool.</param>
/// <param name="SpoolBytes">What the segments of the spool take on the disk.</param>
/// <param name="Sent">Records that the sink has taken, since the exporter began.</param>
/// <param name="Retried">How often a failed batch was tried again.</param>
/// <param name="Dropped">Entries that were dropped, and records that were lost at the end.</param>
/// <param name="Refused">Records that were set aside: refused by the sink, given up, or impossible to write.</param>
/// <param name="Damaged">Lines of the spool that were damaged, and set aside, or gone.</param>
/// <param name="LastFailure">What went wrong last, tries that failed included; null for nothing yet.</param>
/// <remarks>Immutable and safe to share between threads. Counts are since the exporter was made.</remarks>
public sealed record ExporterStatus(
    long Waiting,
    long Spooled,
    long SpoolBytes,
    long Sent,
    long Retried,
    long Dropped,
    long Refused,
    long Damaged,
    ExporterFailure? LastFailure);
