using LanguageExt;

namespace Timeline.Histories;

/// <summary>The name of a branch, in a grammar like that of git's references.</summary>
/// <remarks>
/// The default value is <c>main</c>. Names are compared by ordinal and ordered so. A name is one or more parts
/// joined by <c>/</c>; no part is empty, starts with <c>.</c> or <c>-</c>, or ends with <c>.</c> or <c>.lock</c>;
/// nowhere stand <c>..</c>, white space, control or invisible characters, half surrogate pairs, or any of
/// <c>~ ^ : ? * [ \ @ " &lt; &gt; |</c>; at most 200 UTF-16 units. Besides, a name is no version number, begins
/// with no date and is not <c>head</c>, so that a version can be written <c>12</c>, <c>head~3</c>,
/// <c>2026-01-31</c> or by branch without doubt. Immutable and safe to share between threads.
/// </remarks>
public readonly record struct BranchName : IComparable<BranchName>, IComparable
{
    private const string Default = "main";

    // The default name is held as null, so that equality of the fields is equality of the names.
    private readonly string? _text;

    private BranchName(string text) => _text = text == Default ? null : text;

    /// <summary>The branch that a history starts on.</summary>
    public static BranchName Main => default;

    /// <summary>The name as written.</summary>
    public string Text => _text ?? Default;

    /// <summary>Reads a name.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The name, or which rule it breaks.</returns>
    public static Either<TimelineError, BranchName> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Fault(text) is { } reason
            ? new TimelineError.BranchNameInvalid(text, reason)
            : new BranchName(text);
    }

    /// <summary>The name with a text that the caller knows to be one.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The text is not a name.</exception>
    public static BranchName Of(string text) => Fault(text) is { } reason
        ? throw new ArgumentException($"'{text}' cannot be a branch name: it {reason}", nameof(text))
        : new(text);

    /// <summary>Which rule a text breaks, in words that follow "it"; null for a proper name.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The rule, or null.</returns>
    public static string? Fault(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (BranchNameGrammar.Fault(text) is { } reason) return reason;
        if (text.All(char.IsAsciiDigit)) return "would read as a version number";
        if (BeginsLikeDate(text)) return "would read as a time";
        return text.Equals("head", StringComparison.OrdinalIgnoreCase) ? "would read as the newest version" : null;
    }

    // As 2026-01-31 or 2026-01-31T10:00Z, which name the version of that time.
    private static bool BeginsLikeDate(string text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-'
        && text[..4].All(char.IsAsciiDigit) && char.IsAsciiDigit(text[5]);

    /// <inheritdoc/>
    public int CompareTo(BranchName other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BranchName other => CompareTo(other),
        _ => throw new ArgumentException("A branch name compares only with a branch name.", nameof(obj)),
    };

    /// <summary>The name as written.</summary>
    /// <returns>The <see cref="Text"/>.</returns>
    public override string ToString() => Text;

    /// <summary>Whether the left name comes before the right one.</summary>
    public static bool operator <(BranchName left, BranchName right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left name comes before the right one or equals it.</summary>
    public static bool operator <=(BranchName left, BranchName right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left name comes after the right one.</summary>
    public static bool operator >(BranchName left, BranchName right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left name comes after the right one or equals it.</summary>
    public static bool operator >=(BranchName left, BranchName right) => left.CompareTo(right) >= 0;
}
