namespace Timeline.Cli.Commands;

/// <summary>How entries are printed in full.</summary>
/// <param name="ValueLines">How many lines of each value are printed at most.</param>
/// <param name="WithStack">Whether it is printed who called whom.</param>
internal sealed record ChangesDetail(int ValueLines, bool WithStack);
