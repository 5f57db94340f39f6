namespace Timeline.Values;

/// <summary>
/// What is refused when JSON is read, so that no text can take more time or memory than was
/// foreseen.
/// </summary>
/// <remarks>Immutable. The default lets through whatever an honest document holds.</remarks>
public sealed record JsonLimits
{
    /// <summary>The digits a number may have unless said otherwise.</summary>
    public const int DefaultDigits = 10_000;

    /// <summary>The limits used where none are given.</summary>
    public static readonly JsonLimits Default = new();

    /// <summary>How deep lists and maps may nest: 512 unless said otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Less than 1 or more than <see cref="Value.MaximumDepth"/>.
    /// </exception>
    public int Depth
    {
        get;
        init => field = value is >= 1 and <= Value.MaximumDepth
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"From 1 to {Value.MaximumDepth}.");
    } = 512;

    /// <summary>How many bytes of UTF-8 the whole text may have: 1 GiB unless said otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long Bytes
    {
        get;
        init => field = value >= 0 ? value : throw Negative(value);
    } = 1L << 30;

    /// <summary>
    /// How many bytes a string or key may have as written, between its quotes: 256 MiB unless said
    /// otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int TextBytes
    {
        get;
        init => field = value >= 0 ? value : throw Negative(value);
    } = 1 << 28;

    /// <summary>How many digits a number may have before its exponent: 10,000 unless said otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Digits
    {
        get;
        init => field = value >= 0 ? value : throw Negative(value);
    } = DefaultDigits;

    private static ArgumentOutOfRangeException Negative(long value) =>
        new(nameof(value), value, "A limit is 0 or more.");
}
