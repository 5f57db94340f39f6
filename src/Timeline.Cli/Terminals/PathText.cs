using Timeline.Values;

namespace Timeline.Cli.Terminals;

/// <summary>Paths as people write them, and as <c>--path</c> reads them.</summary>
internal static class PathText
{
    /// <summary>A path, dotted where its keys are plain words, else as a JSON Pointer.</summary>
    /// <param name="path">The path.</param>
    /// <returns>A text that reads back as the path.</returns>
    public static string Of(ValuePath path)
    {
        if (path.IsRoot) return "(root)";
        return PlainText.OneLine(path.Segments.All(IsWord) ? path.ToDotted() : path.ToString());
    }

    /// <summary>One step of a path, as it stands in a tree.</summary>
    /// <param name="segment">The step.</param>
    /// <returns>A key as it is, an index in brackets.</returns>
    public static string Of(PathSegment segment) =>
        segment.IsIndex ? $"[{segment.Text}]" : segment.Text.Length == 0 ? "\"\"" : PlainText.OneLine(segment.Text);

    /// <summary>Whether a step can be joined to others by dots and still be told apart.</summary>
    /// <param name="segment">The step.</param>
    /// <returns>True for an index and for a key of letters, digits, <c>_</c>, <c>-</c> and <c>$</c>.</returns>
    public static bool IsWord(PathSegment segment)
    {
        if (segment.IsIndex) return true;
        foreach (var letter in segment.Text)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '-' or '$')) return false;
        }

        return segment.Text.Length > 0;
    }
}
