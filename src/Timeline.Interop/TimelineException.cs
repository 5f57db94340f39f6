using LanguageExt;

namespace Timeline;

/// <summary>An outcome that the core has as a value, where a caller expects an exception.</summary>
public sealed class TimelineException : InvalidOperationException
{
    /// <summary>An exception without a word.</summary>
    public TimelineException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    public TimelineException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    /// <param name="innerException">The cause.</param>
    public TimelineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The exception for an error of the core.</summary>
    /// <param name="error">The error; its message becomes the exception's.</param>
    public TimelineException(TimelineError error)
        : base(error?.Message) => Error = error;

    private TimelineException(string message, TimelineError error)
        : base(message) => Error = error;

    /// <summary>The error as data; null if the exception was not made of one.</summary>
    public TimelineError? Error { get; }

    /// <summary>The exception for an error of the core, with what it prevented.</summary>
    internal static TimelineException Of(string prevented, TimelineError error) =>
        new($"{prevented}: {error.Message}", error);

    /// <summary>What is right of an outcome; what is left is thrown, with the name of the variable before it.</summary>
    internal static T Unwrap<T>(string variable, Either<TimelineError, T> outcome) =>
        outcome.Match(found => found, error => throw Of($"'{variable}'", error));

    /// <summary>What is right of an outcome; what is left is thrown.</summary>
    internal static T Unwrap<T>(Either<TimelineError, T> outcome) =>
        outcome.Match(found => found, error => throw new TimelineException(error));
}
