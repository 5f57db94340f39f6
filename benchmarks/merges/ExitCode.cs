namespace Timeline.Merges;

/// <summary>What the process answers with; the same numbers as the <c>timeline</c> command.</summary>
public static class ExitCode
{
    /// <summary>The merges were replayed, whatever came of them.</summary>
    public const int Done = 0;

    /// <summary>The command was written wrongly.</summary>
    public const int Misuse = 2;

    /// <summary>A file or git stood in the way.</summary>
    public const int Trouble = 3;

    /// <summary>Ctrl-C (128 + SIGINT, as shells count).</summary>
    public const int Interrupted = 130;
}
