using System.Text.RegularExpressions;

namespace Timeline.Tests.Unit.Repository;

/// <summary>What a reader should not have to stumble over.</summary>
public sealed partial class TidyTests
{
    private const int LongestLine = 120;
    private const int LongestFile = 500;
    private const int LongestReadme = 40;

    // A file may be longer where splitting it would be worse; say why.
    private static readonly Dictionary<string, string> LongFiles = [];

    private static IEnumerable<string> Sources => Checkout.Files("src", ".cs");

    private static IEnumerable<string> Texts =>
        Checkout.Files("", ".cs", ".md", ".csproj", ".props", ".targets", ".json", ".sln", ".editorconfig", ".fsproj", ".fs")
            .Where(file => !file.EndsWith("/packages.lock.json", StringComparison.Ordinal));

    [Fact]
    public void No_line_of_source_is_longer_than_a_screen_is_wide() => NoneOf(
        Sources.SelectMany(file => Lines(file).Where(line => line.Text.Length > LongestLine)
            .Select(line => $"{file}:{line.Number} has {line.Text.Length} characters")));

    [Fact]
    public void No_source_file_is_too_long_to_read_in_one_sitting() => NoneOf(
        Sources.Where(file => !LongFiles.ContainsKey(file)).Select(file => (File: file, Count: Lines(file).Count()))
            .Where(entry => entry.Count > LongestFile).Select(entry => $"{entry.File} has {entry.Count} lines"));

    [Fact]
    public void A_file_that_may_be_long_exists_and_is_long() => NoneOf(
        LongFiles.Keys.Where(file => !Sources.Contains(file) || Lines(file).Count() <= LongestFile));

    [Fact]
    public void Nothing_is_left_for_later_in_the_code() => NoneOf(
        Checkout.Files("", ".cs").Where(file => !file.EndsWith("/TidyTests.cs", StringComparison.Ordinal))
            .SelectMany(file => Lines(file).Where(line => ForLater().IsMatch(line.Text))
                .Select(line => $"{file}:{line.Number} {line.Text.Trim()}")));

    [Fact]
    public void Every_text_ends_its_lines_with_a_line_feed_and_ends_with_one() => NoneOf(
        Texts.Where(file => Checkout.Read(file) is var text
            && (text.Contains('\r', StringComparison.Ordinal) || (text.Length > 0 && !text.EndsWith('\n')))));

    [Fact]
    public void No_line_ends_with_spaces_and_none_is_indented_with_tabs() => NoneOf(
        Checkout.Files("", ".cs", ".md").SelectMany(file => Lines(file)
            .Where(line => line.Text.EndsWith(' ') || line.Text.StartsWith('\t'))
            .Select(line => $"{file}:{line.Number}")));

    [Fact]
    public void Every_room_says_what_it_is_in_a_page() => NoneOf(
        Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "src/Timeline.Core"))
            .Select(folder => $"src/Timeline.Core/{Path.GetFileName(folder)}")
            .Concat(Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "src/Timeline.Interop"))
                .Select(folder => $"src/Timeline.Interop/{Path.GetFileName(folder)}"))
            .Append("src/Timeline.Cli")
            .Append("src/Timeline.Exporters")
            .Append("src/Timeline.Hosting")
            .Append("src/Timeline.Sqlite")
            .Append("src/Timeline.Postgres")
            .Where(folder => Checkout.Files(folder, ".cs").Any())
            .Where(folder => !File.Exists(Path.Combine(Checkout.Root, folder, "README.md"))
                || Lines($"{folder}/README.md").Count() > LongestReadme));

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on() => NoneOf(
        Texts.Where(file => !file.EndsWith("/TidyTests.cs", StringComparison.Ordinal))
            .SelectMany(file => Lines(file).Where(line => MachinePath().IsMatch(line.Text))
                .Select(line => $"{file}:{line.Number} {line.Text.Trim()}")));

    [Fact]
    public void A_source_file_is_named_for_the_type_it_declares() => NoneOf(
        Sources.Where(file => !file.EndsWith("/Program.cs", StringComparison.Ordinal))
            .Where(file => !Declares(Checkout.Read(file), Path.GetFileName(file).Split('.')[0])));

    private static bool Declares(string text, string name) =>
        Regex.IsMatch(text, $@"\b(class|struct|record|interface|enum)\s+{Regex.Escape(name)}\b");

    private static IEnumerable<(int Number, string Text)> Lines(string file) =>
        Checkout.Read(file).TrimEnd('\n').Split('\n').Select((text, i) => (i + 1, text));

    private static void NoneOf(IEnumerable<string> findings)
    {
        string[] found = [.. findings];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|^\s*#(region|endregion)\b")]
    private static partial Regex ForLater();

    [GeneratedRegex(@"(^|[\s""'(=])(/home/|/root/|/Users/|/tmp/|/work/|[A-Z]:\\\\?Users)|localhost:\d")]
    private static partial Regex MachinePath();
}
