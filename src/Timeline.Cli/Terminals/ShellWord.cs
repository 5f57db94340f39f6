namespace Timeline.Cli.Terminals;

/// <summary>Text as one word of a command to copy.</summary>
internal static class ShellWord
{
    /// <summary>The text, in single quotes where a shell would not take it as it is.</summary>
    /// <param name="text">The text, on one line.</param>
    /// <returns>The word.</returns>
    public static string Of(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-/+:@%".Contains(letter))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
