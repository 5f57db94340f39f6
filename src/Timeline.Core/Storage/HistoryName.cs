using LanguageExt;

namespace Timeline.Storage;

/// <summary>The name of a history in a store: one or more segments with <c>/</c> between them, like a relative
/// path.</summary>
/// <remarks>
/// 1 to 512 bytes of UTF-8. No segment is empty, <c>.</c> or <c>..</c>; no control character, no backslash, no
/// half of a
/// surrogate pair. Compared and ordered by ordinal.
/// </remarks>
public sealed record HistoryName : IComparable<HistoryName>
{
    private HistoryName(string text) => Text = text;

    /// <summary>The name as it is written.</summary>
    public string Text { get; }

    /// <summary>Reads a name.</summary>
    /// <param name="text">The name as it is written.</param>
    /// <returns>The name, or <see cref="TimelineError.HistoryNameInvalid"/> which says what is wrong with
    /// it.</returns>
    public static Either<TimelineError, HistoryName> Parse(string text) =>
        HistoryNameGrammar.Fault(text) is { } fault
            ? new TimelineError.HistoryNameInvalid(text ?? "", fault)
            : new HistoryName(text);

    /// <summary>The name with a text that the caller knows to be one.</summary>
    /// <param name="text">The name as it is written.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The text is not a name.</exception>
    public static HistoryName Of(string text) =>
        HistoryNameGrammar.Fault(text) is { } fault ? throw new ArgumentException(fault, nameof(text)) : new(text);

    /// <inheritdoc/>
    public int CompareTo(HistoryName? other) => string.CompareOrdinal(Text, other?.Text);

    /// <summary>The name as it is written.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;

    /// <summary>Whether the left name comes first.</summary>
    public static bool operator <(HistoryName left, HistoryName right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left name comes first or is the same.</summary>
    public static bool operator <=(HistoryName left, HistoryName right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left name comes last.</summary>
    public static bool operator >(HistoryName left, HistoryName right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left name comes last or is the same.</summary>
    public static bool operator >=(HistoryName left, HistoryName right) => left.CompareTo(right) >= 0;
}
