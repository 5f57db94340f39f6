namespace Timeline.Exporters;

/// <summary>When what is written to a spool is on the disk.</summary>
public enum SpoolSync
{
    /// <summary>When the system writes it there: it survives the end of the process, but not that of the
    /// machine.</summary>
    Never = 0,

    /// <summary>After each entry, which takes as long as the disk does: often milliseconds.</summary>
    Each = 1,
}
