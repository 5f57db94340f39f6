namespace Timeline.Exporters;

/// <summary>A place in a spool: all before it has been sent.</summary>
/// <param name="Segment">The number of a segment.</param>
/// <param name="Offset">A place in it, in bytes.</param>
internal readonly record struct SpoolPlace(long Segment, long Offset);
