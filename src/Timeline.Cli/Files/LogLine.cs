namespace Timeline.Cli.Files;

/// <summary>A line of a file of lines.</summary>
/// <param name="Number">Which one of its file, from 1.</param>
/// <param name="Utf8">Its bytes without the line's end; null for one that is longer than any honest line.</param>
internal sealed record LogLine(long Number, byte[]? Utf8);
