namespace Timeline.Isolation;

/// <summary>
/// What a variable would have to remember cannot be kept apart from the program: it can change, and cannot be copied.
/// </summary>
/// <remarks>
/// Thrown when a variable is made of such a type, and when a value holds such an object where its type did not say so;
/// then nothing was recorded.
/// </remarks>
public sealed class IsolationException : NotSupportedException
{
    /// <summary>An exception without a word.</summary>
    public IsolationException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    public IsolationException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    /// <param name="innerException">The cause.</param>
    public IsolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal IsolationException(string variable, string type, IsolationFault fault)
        : base(
            $"The {type} of '{variable}' cannot be isolated: {fault.Words}. Give a function that copies it "
                + $"(Isolation<{type}>.By), or see to it that nobody changes it (Isolation<{type}>.Trusting).",
            fault.InnerException) =>
        (Variable, Path, Refused, Reason) = (variable, fault.Path, fault.Type, fault.Message);

    /// <summary>The name of the variable; empty if the exception was not made by one.</summary>
    public string Variable { get; } = "";

    /// <summary>
    /// Where in the value, in the dotted form of paths, <c>*</c> for any element or entry; a dot for the value itself.
    /// </summary>
    public string Path { get; } = ".";

    /// <summary>The type that is refused; null if the exception was not made by a variable.</summary>
    public Type? Refused { get; }

    /// <summary>Why it is refused.</summary>
    public string Reason { get; } = "";
}
