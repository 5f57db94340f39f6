using System.Text.RegularExpressions;

namespace Timeline.Tests.Unit.Repository;

/// <summary>
/// Every C# block of the documentation stands, but for its indentation, in a test under <c>tests/Unit/Snippets</c>, and
/// every F# block in one under <c>tests/FSharp</c>: so it compiles, and it runs.
/// </summary>
public sealed partial class SnippetTests
{
    [Theory]
    [InlineData("tests/Unit/Snippets", ".cs", "csharp")]
    [InlineData("tests/FSharp", ".fs", "fsharp")]
    public void Every_block_of_code_in_the_documentation_is_part_of_a_test_that_runs(
        string folder, string ending, string language)
    {
        string[][] tests = [.. Checkout.Files(folder, ending).Select(Checkout.Read).Where(IsTest).Select(Lines)];
        string[] loose =
        [
            .. Checkout.Files("", ".md").SelectMany(file => Blocks(Checkout.Read(file), language)
                .Where(block => !tests.Any(test => Holds(test, block)))
                .Select(block => $"{file}:\n{string.Join('\n', block)}")),
        ];
        Assert.True(loose.Length == 0, string.Join("\n\n", loose.Prepend($"Not in {folder}:")));
    }

    [Fact]
    public void A_block_must_stand_there_whole_in_order_and_in_one_piece()
    {
        var test = Lines("using A;\nusing B;\n  [Fact]\n  {\n    var x = 1;\n\n    Show(x);\n  }\n");
        var block = Blocks("text\n```csharp\nusing B;\n\nvar x = 1;\nShow(x);\n```\n```fsharp\nlet x = 1\n```\n", "csharp").Single();
        Assert.True(Holds(test, block));
        Assert.False(Holds(test, ["Show(x);", "var x = 1;"]));
        Assert.False(Holds(test, ["var x = 1;", "}"]));
        Assert.False(Holds(test, ["using C;", "var x = 1;"]));
        Assert.False(Holds(test, ["var x"]));
    }

    private static bool IsTest(string text) =>
        text.Contains("[Fact]", StringComparison.Ordinal) || text.Contains("[<Fact>]", StringComparison.Ordinal) || text.Contains("[Theory]", StringComparison.Ordinal);

    private static IEnumerable<string[]> Blocks(string text, string language) =>
        Block().Matches(text.ReplaceLineEndings("\n"))
            .Where(match => (match.Groups["language"].Value is "fsharp" or "fs" or "f#") == (language == "fsharp"))
            .Select(match => Lines(match.Groups["code"].Value));

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Directives may stand anywhere in the file; the rest must be one run of lines.</summary>
    private static bool Holds(string[] test, string[] block)
    {
        string[] directives = [.. block.Where(IsDirective)];
        string[] code = [.. block.Where(line => !IsDirective(line))];
        return directives.All(test.Contains) && test.AsSpan().IndexOf(code) >= 0;
    }

    private static bool IsDirective(string line) => Directive().IsMatch(line);

    [GeneratedRegex(@"^using [\w.]+( = [\w.<>]+)?;$|^using static [\w.]+;$")]
    private static partial Regex Directive();

    [GeneratedRegex("^[ ]*```(?<language>csharp|cs|c#|fsharp|fs|f#)[^\n]*\n(?<code>.*?)^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
