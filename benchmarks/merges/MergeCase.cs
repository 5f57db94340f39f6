namespace Timeline.Merges;

/// <summary>A merge that people made: what both sides started from, what each had, and what was committed.</summary>
/// <param name="Name">What it is called in the report: a folder, or the short name of a commit.</param>
/// <param name="Base">The file as both sides found it.</param>
/// <param name="Ours">The file on the branch merged into.</param>
/// <param name="Theirs">The file on the branch merged.</param>
/// <param name="Committed">The file as people merged it.</param>
public sealed record MergeCase(
    string Name,
    ReadOnlyMemory<byte> Base,
    ReadOnlyMemory<byte> Ours,
    ReadOnlyMemory<byte> Theirs,
    ReadOnlyMemory<byte> Committed);
