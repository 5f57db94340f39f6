namespace Timeline.Cli;

/// <summary>A command's end before its time: one line for the user and the exit code.</summary>
/// <remarks>Thrown by commands, caught at one edge only (<see cref="Program"/>).</remarks>
internal sealed class RefusalException : Exception
{
    /// <summary>An end with a code and a line.</summary>
    /// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
    /// <param name="message">One line that says what is wrong and what to do.</param>
    public RefusalException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    /// <summary>An end without more words than "trouble".</summary>
    public RefusalException()
        : this(Cli.ExitCode.Trouble, "the command cannot go on")
    {
    }

    /// <summary>Trouble in words.</summary>
    /// <param name="message">One line.</param>
    public RefusalException(string message)
        : this(Cli.ExitCode.Trouble, message)
    {
    }

    /// <summary>Trouble in words, with its cause.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">The cause.</param>
    public RefusalException(string message, Exception innerException)
        : base(message, innerException) => ExitCode = Cli.ExitCode.Trouble;

    /// <summary>The code the process ends with.</summary>
    public int ExitCode { get; }
}
