using System.Globalization;
using System.Text;
using LanguageExt;

namespace Timeline.Values;

public abstract partial class ValuePath
{
    /// <summary>
    /// Reads a path: a JSON Pointer (RFC 6901) if it is empty or starts with <c>/</c>, else the dotted form.
    /// </summary>
    /// <remarks>
    /// The dotted form is keys with dots between them, and brackets with an index or with a key in double quotes, as
    /// in a JSON text: <c>items[0].name</c>, <c>["odd key"][0]</c>. A key outside brackets holds neither <c>.</c> nor
    /// <c>[</c> and is not empty; one of digits is an index too, as in <c>items.0</c>. A dot may stand first, and
    /// alone it is the root.
    /// </remarks>
    /// <param name="text">For example <c>/items/0/name</c> or <c>items[0].name</c>.</param>
    /// <returns>
    /// The path, or <see cref="TimelineError.PathInvalid"/> for a wrong escape or bracket, a missing step or half of a
    /// surrogate pair.
    /// </returns>
    public static Either<TimelineError, ValuePath> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!WellFormed.Is(text)) return new TimelineError.PathInvalid(text, "it holds half of a surrogate pair");
        if (text.Length == 0) return Root;
        return text[0] == '/' ? ParsePointer(text) : new DottedPath(text).Read();
    }

    /// <summary>The path written so; for paths that stand in a program.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentException">The text is no path; the message says why.</exception>
    public static ValuePath Of(string text) => Parse(text).Match(
        Right: path => path,
        Left: error => throw new ArgumentException(error.Message, nameof(text)));

    /// <summary>The path as a JSON Pointer: <c>/a~1b/0</c> for the key <c>a/b</c>, then the index 0.</summary>
    /// <returns>The pointer; empty for the root.</returns>
    public override string ToString()
    {
        var builder = new StringBuilder();
        foreach (var segment in ToArray())
        {
            builder = builder.Append('/').Append(segment.Text
                .Replace("~", "~0", StringComparison.Ordinal)
                .Replace("/", "~1", StringComparison.Ordinal));
        }

        return builder.ToString();
    }

    /// <summary>The path as people write it: <c>items[0].name</c>, <c>["odd key"]</c>.</summary>
    /// <remarks>
    /// Law: <see cref="Parse"/> reads it back. A key of letters, digits, <c>_</c>, <c>$</c> and <c>-</c> (but not
    /// first) stands as it is; any other one in brackets and quotes, as in a JSON text.
    /// </remarks>
    /// <returns>The dotted form; a single dot for the root.</returns>
    public string ToDotted()
    {
        if (IsRoot) return ".";
        var text = new StringBuilder();
        foreach (var segment in ToArray())
        {
            text = segment.TryGetIndex(out var index) ? text.Append(CultureInfo.InvariantCulture, $"[{index}]")
                : !IsWord(segment.Text) ? text.Append('[').Append(Json.ToText(Value.Of(segment.Text))).Append(']')
                : text.Length == 0 ? text.Append(segment.Text)
                : text.Append('.').Append(segment.Text);
        }

        return text.ToString();
    }

    private static bool IsWord(string key)
    {
        foreach (var letter in key)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '$' or '-')) return false;
        }

        return key.Length > 0 && key[0] != '-';
    }

    private static Either<TimelineError, ValuePath> ParsePointer(string text)
    {
        if (text.AsSpan().Count('/') > MaximumSteps)
        {
            return new TimelineError.PathInvalid(
                text, FormattableString.Invariant($"it has more than {MaximumSteps} steps, and no value is so deep"));
        }

        var path = Root;
        foreach (var token in text[1..].Split('/'))
        {
            for (var at = token.IndexOf('~', StringComparison.Ordinal); at >= 0; at = token.IndexOf('~', at + 1))
            {
                if (at + 1 >= token.Length || token[at + 1] is not ('0' or '1'))
                    return new TimelineError.PathInvalid(text, "'~' must be followed by 0 or 1");
            }

            path = path.Append(token
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal));
        }

        return path;
    }
}
