namespace Timeline.Persisting;

/// <summary>How the values of a variable are compressed and encrypted before a store or a file gets them.</summary>
/// <remarks>
/// <para>What is sealed are values and patches. Times, actors, labels, branches, how many versions there are and about
/// how long they are stay plain. Compressing before encrypting lets lengths tell more: leave one of the two out where
/// whoever reads the lengths can choose a part of the value.</para>
/// <para>AES-256 in GCM with a random nonce for each version; what is sealed is bound to the name of its history, its
/// parents and its stamp, so it opens nowhere else. One key should seal fewer than 2^32 versions. Somebody who can
/// write the store can still take versions away from the end: keep a head's id elsewhere to notice.</para>
/// </remarks>
public sealed record Sealing
{
    /// <summary>The largest value that is sealed or opened, where nothing else is said.</summary>
    public const int DefaultMaximumBytes = 256 * 1024 * 1024;

    /// <summary>Whether to compress with Brotli.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>The keys to encrypt with; null to leave values readable.</summary>
    public KeyRing? Keys { get; init; }

    /// <summary>
    /// Whether versions that are not encrypted are taken although there are keys: for a history that was begun without.
    /// Else they are refused, as somebody may have put them there.
    /// </summary>
    public bool AcceptUnencrypted { get; init; }

    /// <summary>The most bytes that one value or patch may have as JSON text: a cap on what is inflated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public int MaximumBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = DefaultMaximumBytes;
}
