namespace Timeline.Cli.Files;

/// <summary>A document and perhaps one of its versions, written <c>FILE</c> or <c>FILE@V</c>.</summary>
/// <param name="File">The file as written.</param>
/// <param name="Revision">The version as written; null for none.</param>
internal sealed record DocumentReference(string File, string? Revision)
{
    /// <summary>Reads a reference.</summary>
    /// <remarks>
    /// A file that exists under the whole text wins; then the last <c>@</c> whose left side exists divides; then the
    /// last one.
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <returns>The reference.</returns>
    public static DocumentReference Parse(string text)
    {
        if (System.IO.File.Exists(text)) return new(text, null);

        var last = text.LastIndexOf('@');
        if (last <= 0) return new(text, null);
        for (var at = last; at > 0; at = text.LastIndexOf('@', at - 1))
        {
            if (System.IO.File.Exists(text[..at])) return Split(text, at);
        }

        return Split(text, last);
    }

    private static DocumentReference Split(string text, int at) => new(text[..at], text[(at + 1)..]);
}
