using Timeline.Rows;

namespace Timeline.Sqlite;

/// <summary>What was inflated not long ago, so that the same bytes need not be inflated again.</summary>
/// <remarks>
/// Chains start at few versions, whose whole values are long and lie compressed: a store that stays open reads the same
/// ones again and again. Law: it gives what <see cref="Compression"/> gives. For one thread at a time.
/// </remarks>
internal sealed class Inflated
{
    private const int Places = 4;
    private const int LongestKept = 1 << 20;

    private readonly (byte[] Compressed, byte[] Plain)[] _places = new (byte[], byte[])[Places];
    private int _next;

    /// <summary>As <see cref="Compression.TryInflate(ReadOnlySpan{byte})"/>.</summary>
    /// <param name="compressed">The bytes, which nobody changes any more.</param>
    public byte[]? TryInflate(byte[] compressed)
    {
        foreach (var (known, kept) in _places)
            if (known is not null && known.AsSpan().SequenceEqual(compressed)) return kept;
        var plain = Compression.TryInflate(compressed);
        if (plain is null || plain.Length > LongestKept) return plain;
        _places[_next] = (compressed, plain);
        _next = (_next + 1) % Places;
        return plain;
    }
}
