namespace Timeline.Merges;

/// <summary>Why the command cannot go on, in one line.</summary>
/// <param name="exitCode">What the process answers with.</param>
/// <param name="message">The line.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1032:Implement standard exception constructors", Justification = "a refusal always has a line and a code")]
internal sealed class RefusalException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
