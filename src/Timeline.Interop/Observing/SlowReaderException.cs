namespace Timeline.Observing;

/// <summary>A reader of a stream was behind by more than its buffer holds, and has missed something.</summary>
/// <remarks>Everything before was read. The message says after what it goes on; what was missed is in the
/// history.</remarks>
public sealed class SlowReaderException : Exception
{
    /// <summary>An exception without a word.</summary>
    public SlowReaderException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    public SlowReaderException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    /// <param name="message">What is wrong, in a line.</param>
    /// <param name="innerException">The cause.</param>
    public SlowReaderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The exception for a reader that has missed so many at least.</summary>
    internal SlowReaderException(string name, int capacity, long missed, string last)
        : base($"The reader of '{name}' was behind by more than the {capacity} it buffers and missed at least {missed}."
            + $" What it read last is {last}: read on after it in the history, or give the stream a greater"
            + " capacity.") =>
        Missed = missed;

    /// <summary>How many were missed at least; more may have come since.</summary>
    public long Missed { get; }
}
