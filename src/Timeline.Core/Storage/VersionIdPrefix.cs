using LanguageExt;

namespace Timeline.Storage;

/// <summary>The first digits of a version's id, as a person types them: 4 to 64 hexadecimal digits.</summary>
public sealed record VersionIdPrefix
{
    /// <summary>The fewest digits that are taken for a prefix.</summary>
    public const int FewestDigits = 4;

    private VersionIdPrefix(string digits) => Digits = digits;

    /// <summary>The digits, in lower case.</summary>
    public string Digits { get; }

    /// <summary>The smallest id that begins so.</summary>
    public VersionId Lowest => new(Convert.FromHexString(Digits.PadRight(2 * VersionId.Size, '0')));

    /// <summary>The greatest id that begins so.</summary>
    public VersionId Highest => new(Convert.FromHexString(Digits.PadRight(2 * VersionId.Size, 'f')));

    /// <summary>Reads a prefix.</summary>
    /// <param name="text">4 to 64 hexadecimal digits, in either case.</param>
    /// <returns>The prefix, or <see cref="TimelineError.VersionIdInvalid"/>.</returns>
    public static Either<TimelineError, VersionIdPrefix> Parse(string text) =>
        text is { Length: >= FewestDigits and <= 2 * VersionId.Size } && text.All(char.IsAsciiHexDigit)
            ? new VersionIdPrefix(text.ToLowerInvariant())
            : new TimelineError.VersionIdInvalid(text ?? "");

    /// <summary>Whether an id begins with these digits.</summary>
    /// <param name="id">The id.</param>
    /// <returns>True if it does.</returns>
    public bool Matches(VersionId id) => Lowest <= id && id <= Highest;

    /// <summary>The digits.</summary>
    /// <returns>Lower-case hexadecimal digits.</returns>
    public override string ToString() => Digits;
}
