namespace Timeline.Exporters;

/// <summary>How messages are produced.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed record KafkaSinkOptions
{
    /// <summary>How many messages may wait to be acknowledged at once; 1,000 unless told otherwise.</summary>
    /// <remarks>A client that keeps the order of what is in flight, as one with an idempotent producer does, keeps that
    /// of each container. With any other client, 1 keeps it, at the cost of a round trip for each message.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int InFlight
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1_000;
}
