using System.Globalization;

namespace Timeline.Histories;

/// <summary>The rules that a name from outside keeps, so that it is safe in a path, a shell and a table.</summary>
/// <remarks>
/// It is what git allows, less a few characters that shells and file systems forbid; see <see cref="BranchName"/>.
/// </remarks>
internal static class BranchNameGrammar
{
    private const int MaxLength = 200;

    private const string Forbidden = "~^:?*[\\@\"<>|";

    /// <summary>Which rule a text breaks, in words that follow "it"; null for a proper name.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>The rule, or null.</returns>
    internal static string? Fault(string text)
    {
        if (text.Length == 0) return "is empty";
        if (text.Length > MaxLength)
            return string.Create(CultureInfo.InvariantCulture, $"is longer than {MaxLength} characters");
        return text.Contains("..", StringComparison.Ordinal) ? "holds '..'" : CharacterFault(text) ?? PartFault(text);
    }

    private static string? CharacterFault(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is read as the replacement character, which has no place in a name either.
            if (rune.Value == 0xFFFD) return "holds text that is not valid Unicode";
            if (System.Text.Rune.IsWhiteSpace(rune)) return "holds white space";
            if (System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
                return "holds an invisible character";
            if (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
                return $"holds '{rune}'";
        }

        return null;
    }

    private static string? PartFault(string text)
    {
        foreach (var range in text.AsSpan().Split('/'))
        {
            var part = text.AsSpan(range);
            if (part.IsEmpty) return "has an empty part: '/' stands only between two";
            if (part[0] is '.' or '-') return $"has a part that starts with '{part[0]}'";
            if (part[^1] == '.') return "has a part that ends with '.'";
            if (part.EndsWith(".lock", StringComparison.OrdinalIgnoreCase)) return "has a part that ends with '.lock'";
        }

        return null;
    }
}
