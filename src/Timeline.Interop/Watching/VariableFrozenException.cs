namespace Timeline.Watching;

/// <summary>A frozen variable was asked to change.</summary>
public sealed class VariableFrozenException : InvalidOperationException
{
    /// <summary>An exception without a word about which variable.</summary>
    public VariableFrozenException()
        : base("the variable is frozen: thaw it to change it")
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    public VariableFrozenException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    /// <param name="innerException">The cause.</param>
    public VariableFrozenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name of the variable; empty if it is not known.</summary>
    public string VariableName { get; private init; } = "";

    internal static VariableFrozenException Of(string name, string action) =>
        new($"'{name}' is frozen and cannot be {action}: thaw it first") { VariableName = name };
}
