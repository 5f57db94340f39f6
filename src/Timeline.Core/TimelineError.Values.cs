using System.Globalization;
using System.Text;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>The longest quotation in a message; a longer one is cut in the middle.</summary>
    private const int LongestQuotation = 120;

    /// <summary>A text that is no JSON, or more than the limits allow.</summary>
    /// <param name="Line">The line of the fault, from 1; a line ends with a line feed.</param>
    /// <param name="Column">The character in that line, from 1, counted in Unicode characters.</param>
    /// <param name="Path">The JSON Pointer to the value that was being read.</param>
    /// <param name="Reason">What is wrong there.</param>
    public sealed record JsonInvalid(int Line, int Column, string Path, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => string.Create(
            CultureInfo.InvariantCulture,
            $"not valid JSON at line {Line}, column {Column}{Place}: {Reason}");

        private string Place => Path.Length == 0 ? string.Empty : " in " + Quoted(Path);
    }

    /// <summary>A text that is no JSON number, or has more digits than allowed.</summary>
    /// <param name="Column">The character of the fault, from 1.</param>
    /// <param name="Reason">What is wrong there.</param>
    public sealed record NumberInvalid(int Column, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            string.Create(CultureInfo.InvariantCulture, $"not a number, at character {Column}: {Reason}");
    }

    /// <summary>A text that is no path.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record PathInvalid(string Text, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not a path: {Quoted(Text)}: {Reason}";
    }

    /// <summary>A path that leads to nothing in the value it was applied to.</summary>
    /// <param name="Path">The JSON Pointer.</param>
    /// <param name="Missing">The part of it up to the first step that is not there.</param>
    public sealed record PathMissing(string Path, string Missing) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => Path == Missing
            ? $"there is nothing at {Quoted(Path)}"
            : $"there is nothing at {Quoted(Path)}: already {Quoted(Missing)} is missing";
    }

    /// <summary>A text that is no <see cref="Values.JsonStyle"/>.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record JsonStyleInvalid(string Text, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not a JSON style: {Quoted(Text)}: {Reason}";
    }

    /// <summary>
    /// The text in quotes on one line, of bounded length, with nothing in it that a terminal would
    /// obey.
    /// </summary>
    internal static string Quoted(string text)
    {
        const int Half = LongestQuotation / 2;
        var shown = text.Length <= LongestQuotation ? text : $"{text[..Half]}…{text[^Half..]}";
        return Escaped(new StringBuilder(shown.Length + 2).Append('\''), shown).Append('\'').ToString();
    }

    /// <summary>Words that quote what somebody else has written, on one line, with nothing in them that a terminal
    /// would obey.</summary>
    internal static string OnOneLine(string words) => Escaped(new StringBuilder(words.Length), words).ToString();

    private static StringBuilder Escaped(StringBuilder builder, string text)
    {
        foreach (var character in text)
        {
            builder = IsHarmless(character)
                ? builder.Append(character)
                : builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }

        return builder;
    }

    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
