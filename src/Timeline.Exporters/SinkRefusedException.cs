namespace Timeline.Exporters;

/// <summary>A sink will never take a batch as it is, however often it is tried.</summary>
/// <remarks>The exporter then sends the records in smaller batches, and sets aside those that are refused
/// alone.</remarks>
public sealed class SinkRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="message">Why.</param>
    public SinkRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What it came from.</param>
    public SinkRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A refusal without a reason.</summary>
    public SinkRefusedException()
        : base("The sink refused the batch.")
    {
    }
}
