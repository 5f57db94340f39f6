using System.Text;
using LanguageExt;

namespace Timeline.Values;

public sealed partial class ValuePath
{
    /// <summary>
    /// Reads a path: a JSON Pointer (RFC 6901) if it is empty or starts with <c>/</c>, else the
    /// dotted form (see <see cref="ToDotted"/>).
    /// </summary>
    /// <param name="text">For example <c>/items/0/name</c> or <c>items.0.name</c>.</param>
    /// <returns>
    /// The path, or <see cref="TimelineError.PathInvalid"/> for a wrong escape or half of a
    /// surrogate pair.
    /// </returns>
    public static Either<TimelineError, ValuePath> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!WellFormed.Is(text)) return new TimelineError.PathInvalid(text, "it holds half of a surrogate pair");
        if (text.Length == 0) return Root;
        return text[0] == '/' ? ParsePointer(text) : ParseDotted(text);
    }

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

    /// <summary>The path with dots between its steps: <c>items.0.name</c>.</summary>
    /// <remarks>
    /// A dot or backslash in a key is written <c>\.</c> or <c>\\</c>, a slash at the very start
    /// <c>\/</c>, and the path to the empty key alone <c>\e</c>. <see cref="Parse"/> reads it back.
    /// </remarks>
    /// <returns>The dotted form; empty for the root.</returns>
    public string ToDotted()
    {
        var segments = ToArray();
        if (segments is [{ IsIndex: false, Text.Length: 0 }]) return "\\e";
        var text = string.Join('.', segments.Select(segment => segment.Text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(".", "\\.", StringComparison.Ordinal)));
        return text.StartsWith('/') ? "\\" + text : text;
    }

    private static Either<TimelineError, ValuePath> ParsePointer(string text)
    {
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

    private static Either<TimelineError, ValuePath> ParseDotted(string text)
    {
        var path = Root;
        var step = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '.')
            {
                path = path.Append(step.ToString());
                step = step.Clear();
                continue;
            }

            if (text[at] != '\\')
            {
                step = step.Append(text[at]);
                continue;
            }

            at++;
            if (at == text.Length || text[at] is not ('.' or '\\' or '/' or 'e'))
                return new TimelineError.PathInvalid(text, "'\\' must be followed by one of . \\ / e");
            if (text[at] != 'e') step = step.Append(text[at]);
        }

        return path.Append(step.ToString());
    }
}
