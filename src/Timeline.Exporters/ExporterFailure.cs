using System.Collections.Immutable;

namespace Timeline.Exporters;

/// <summary>Something that went wrong at an exporter.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Time">When.</param>
/// <param name="Message">What, in one line, without anything of what was recorded.</param>
/// <param name="Records">The records it is about, so that they can be kept elsewhere; empty where that is not known,
/// and for <see cref="ExporterFailureKind.Attempt"/>.</param>
/// <param name="Exception">What was thrown, if something was.</param>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record ExporterFailure(
    ExporterFailureKind Kind,
    DateTimeOffset Time,
    string Message,
    ImmutableArray<ExportRecord> Records,
    Exception? Exception = null);
