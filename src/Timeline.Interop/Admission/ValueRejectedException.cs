using System.Collections.Immutable;

namespace Timeline.Admission;

/// <summary>A value was refused by the rules of a variable; nothing was recorded and nobody was told.</summary>
public sealed class ValueRejectedException : ArgumentException
{
    /// <summary>An exception without a word.</summary>
    public ValueRejectedException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    public ValueRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    /// <param name="innerException">The cause.</param>
    public ValueRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ValueRejectedException(string variable, ImmutableArray<ValidationFailure> failures, Exception? cause)
        : base($"The value for '{variable}' is refused: {Words.InOneLine(string.Join("; ", failures))}", cause) =>
        (Variable, Failures) = (variable, failures);

    private ValueRejectedException(string message, ValueRejectedException refused)
        : base(message, refused.InnerException) =>
        (Variable, Failures) = (refused.Variable, refused.Failures);

    /// <summary>The name of the variable; empty if the exception was not made by one.</summary>
    public string Variable { get; } = "";

    /// <summary>Every reason, in the order of the rules.</summary>
    /// <remarks>
    /// Of a rule that threw, the reason says so, and what it threw is the inner exception, within an
    /// <see cref="AggregateException"/> if several did.
    /// </remarks>
    public IReadOnlyList<ValidationFailure> Failures { get; } = [];

    /// <summary>The same refusal, of the newest value of a file.</summary>
    internal ValueRejectedException From(string file) => new($"'{file}': {Message}", this);
}
