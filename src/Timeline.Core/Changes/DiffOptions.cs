namespace Timeline.Changes;

/// <summary>What counts as a difference, how list elements are recognised, and how much may be spent looking.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record DiffOptions
{
    /// <summary>
    /// The elementary comparisons a difference may spend where nothing else is said: well under a second.
    /// </summary>
    public const long DefaultWorkLimit = 16_000_000;

    /// <summary>Equality by value, no identity keys, the default work limit.</summary>
    public static readonly DiffOptions Default = new();

    /// <summary>
    /// The members that say which list element is which, the first one present counting: an element keeps its
    /// identity wherever it moves and whatever else changes in it. Empty: elements are recognised by their content.
    /// </summary>
    public IReadOnlyList<string> IdentityKeys
    {
        get;

        // A copy, for whoever made the list may go on to change it.
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    } = [];

    /// <summary>
    /// Where a key suggested by the data takes the place of <see cref="IdentityKeys"/>, if none are given.
    /// </summary>
    public IdentitySuggestion SuggestIdentity { get; init; }

    /// <summary>Whether the order of keys in maps is compared too, although equality ignores it.</summary>
    public bool KeyOrder { get; init; }

    /// <summary>
    /// Whether numbers that are equal but spelled otherwise (<c>1</c> and <c>1.0</c>) are a difference.
    /// </summary>
    public bool Spelling { get; init; }

    /// <summary>
    /// About how many elementary comparisons may be spent on aligning lists; past it the patch is still right but
    /// may be longer than need be, and says so.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long WorkLimit
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit is 0 or more.");
    } = DefaultWorkLimit;

    /// <summary>Whether values that are merely equal may still differ in what these options compare.</summary>
    internal bool SeesBeyondEquality => KeyOrder || Spelling;
}
