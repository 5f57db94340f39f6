namespace Timeline.Exporters;

/// <summary>How batches are stored as objects.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed record S3SinkOptions
{
    /// <summary>What every key begins with; <c>changes/</c> unless told otherwise.</summary>
    public string Prefix
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = "changes/";

    /// <summary>Whether objects are compressed with gzip, which their name and content encoding then say.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Whether the client is disposed of with the sink.</summary>
    public bool OwnsClient { get; init; }
}
