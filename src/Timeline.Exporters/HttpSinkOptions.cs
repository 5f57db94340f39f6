using System.Collections.Immutable;
using System.IO.Compression;

namespace Timeline.Exporters;

/// <summary>How batches are sent to a web server.</summary>
/// <remarks>Immutable.</remarks>
public sealed record HttpSinkOptions
{
    /// <summary>Whether bodies are compressed with gzip; false unless told otherwise.</summary>
    public bool Gzip { get; init; }

    /// <summary>How hard compression tries; as fast as it can, unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the cases.</exception>
    public CompressionLevel GzipLevel
    {
        get;
        init => field = Bounds.Case(value, "It is one of the levels of compression.");
    } = CompressionLevel.Fastest;

    /// <summary>Headers of every request besides those of the client, such as one that says who sends. They are in no
    /// message.</summary>
    public ImmutableDictionary<string, string> Headers
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = [];

    /// <summary>How much of the body of a failed answer is read, within a second, for the message; 1,024 bytes unless
    /// told otherwise. 0 for a server that says in it what it was sent, which should not be in messages.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than 64 KiB.</exception>
    public int MessageBytes
    {
        get;
        init => field = Bounds.Between(value, 0, 1 << 16);
    } = 1024;

    /// <summary>Whether the sink disposes of the client at its end; false unless told otherwise, as a client is often
    /// shared.</summary>
    public bool OwnsClient { get; init; }
}
