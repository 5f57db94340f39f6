namespace Timeline.Exporters;

/// <summary>A sink cannot take a batch now, and says when to try again.</summary>
public sealed class SinkBusyException : Exception
{
    /// <summary>A sink that is busy.</summary>
    /// <param name="message">Why.</param>
    /// <param name="retryAfter">How long to wait before the next try; null, or no time, for as long as the exporter
    /// would.</param>
    /// <param name="innerException">What it came from.</param>
    public SinkBusyException(string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException) => RetryAfter = retryAfter;

    /// <summary>A sink that is busy.</summary>
    /// <param name="message">Why.</param>
    public SinkBusyException(string message)
        : this(message, null)
    {
    }

    /// <summary>A sink that is busy.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What it came from.</param>
    public SinkBusyException(string message, Exception? innerException)
        : this(message, null, innerException)
    {
    }

    /// <summary>A sink that is busy, without a reason.</summary>
    public SinkBusyException()
        : this("The sink is busy.")
    {
    }

    /// <summary>How long to wait before the next try; null, or no time, for as long as the exporter would.</summary>
    public TimeSpan? RetryAfter { get; }
}
