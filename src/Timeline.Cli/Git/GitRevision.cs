namespace Timeline.Cli.Git;

/// <summary>One commit of a git history that changed a file.</summary>
/// <param name="Commit">The commit's name in hexadecimal.</param>
/// <param name="Author">Who wrote the change.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Subject">The first line of the commit's message.</param>
/// <param name="Blob">The name of the file's bytes; null where the commit deleted the file.</param>
internal sealed record GitRevision(string Commit, string Author, DateTimeOffset Time, string Subject, string? Blob);
