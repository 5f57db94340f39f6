namespace Timeline.Exporters;

/// <summary>What exporters are called where they are measured: names and units after the conventions of
/// OpenTelemetry.</summary>
public static class ExporterNames
{
    /// <summary>The meter of all instruments.</summary>
    public const string Meter = "Timeline.Exporters";

    /// <summary>An up-down counter: records that are taken and not with the sink.</summary>
    public const string Waiting = "timeline.exporter.waiting";

    /// <summary>An up-down counter: bytes that spools take on the disk.</summary>
    public const string SpoolBytes = "timeline.exporter.spool.bytes";

    /// <summary>A counter: records that sinks have taken.</summary>
    public const string Sent = "timeline.exporter.sent";

    /// <summary>A counter: tries after a failed one.</summary>
    public const string Retries = "timeline.exporter.retries";

    /// <summary>A counter: entries that were dropped or lost.</summary>
    public const string Dropped = "timeline.exporter.dropped";

    /// <summary>A counter: records that were set aside.</summary>
    public const string Refused = "timeline.exporter.refused";

    /// <summary>A counter: damaged lines of spools.</summary>
    public const string Damaged = "timeline.exporter.damaged";

    /// <summary>The unit of whatever counts records.</summary>
    public const string RecordsUnit = "{record}";

    /// <summary>The unit of <see cref="Retries"/>.</summary>
    public const string RetriesUnit = "{retry}";

    /// <summary>The unit of <see cref="Damaged"/>.</summary>
    public const string DamagedUnit = "{line}";

    /// <summary>The unit of <see cref="SpoolBytes"/>.</summary>
    public const string BytesUnit = "By";

    /// <summary>An attribute of all of them: the name of the sink.</summary>
    public const string Sink = "timeline.exporter.sink";
}
