namespace Timeline.Cli;

/// <summary>What the process answers with.</summary>
internal static class ExitCode
{
    /// <summary>It was done, or the answer is yes.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: an unknown version, a conflict, a failed verification, a document that is not
    /// JSON.</summary>
    public const int No = 1;

    /// <summary>The command was written wrongly.</summary>
    public const int Misuse = 2;

    /// <summary>A file, the store or another program stood in the way.</summary>
    public const int Trouble = 3;

    /// <summary>Ctrl-C ended the command before it was done (128 + SIGINT, as shells count).</summary>
    public const int Interrupted = 130;
}
