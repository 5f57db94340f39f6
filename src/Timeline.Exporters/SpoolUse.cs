namespace Timeline.Exporters;

/// <summary>When entries are written to a spool.</summary>
public enum SpoolUse
{
    /// <summary>When the buffer is full, and what is left at the end. A process that is killed loses what was in the
    /// buffer.</summary>
    Overflow = 0,

    /// <summary>All of them, before the exporter's <c>OnNext</c> returns. A process that is killed loses
    /// none.</summary>
    Always = 1,
}
