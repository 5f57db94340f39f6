namespace Timeline.Exporters;

/// <summary>How far reading has come in a segment.</summary>
/// <param name="Bytes">Bytes from where it began.</param>
/// <param name="Lines">Lines from there, damaged ones included.</param>
internal readonly record struct SpoolPassed(long Bytes, long Lines);
