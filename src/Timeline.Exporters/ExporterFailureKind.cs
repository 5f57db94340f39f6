namespace Timeline.Exporters;

/// <summary>What went wrong at an exporter.</summary>
public enum ExporterFailureKind
{
    /// <summary>A sink did not take a batch, which is tried again. Only <see cref="ExporterStatus.LastFailure"/> says
    /// it.</summary>
    Attempt = 0,

    /// <summary>An entry was dropped: there was no room for it, or the exporter had ended.</summary>
    Dropped = 1,

    /// <summary>A record was refused by the sink, or cannot be written as JSON, and was set aside.</summary>
    Refused = 2,

    /// <summary>A batch was tried as often as is allowed, and was set aside.</summary>
    GaveUp = 3,

    /// <summary>Lines of the spool were not what had been written, and were set aside.</summary>
    Damaged = 4,

    /// <summary>The spool cannot be written or read; told once, until it can again.</summary>
    Spool = 5,

    /// <summary>Records were not sent by the end, and there was no spool to leave them in.</summary>
    Lost = 6,
}
