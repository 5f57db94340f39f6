using System.Globalization;
using System.Text;
using Timeline.Values;

namespace Timeline.Merges;

/// <summary>What came of all cases, counted and listed.</summary>
/// <param name="results">Each case, in the order of the report.</param>
public sealed class MergeReport(IReadOnlyList<CaseResult> results)
{
    private static readonly (string Word, string Key, Func<Outcome, bool> Counts)[] Rows =
    [
        ("merge cleanly", "clean", outcome => outcome.IsClean),
        ("  as committed, as values", "asCommitted", outcome => outcome.IsCommitted),
        ("    and byte for byte", "byteForByte", outcome => outcome.IsExact),
        ("  differ silently", "differSilently", outcome => outcome.DiffersSilently),
        ("conflict", "conflict", outcome => !outcome.IsClean),
    ];

    private readonly CaseResult[] _merged = [.. results.Where(result => result.NotJson is null)];

    /// <summary>For people: a table of counts, then a line for each case.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Line($"{_merged.Length} merges", "timeline", "git merge-file");
        foreach (var (word, _, counts) in Rows) Line(word, Count(counts, Timeline), Count(counts, Git));
        Line("clean by one alone", Text(Alone(Timeline, Git)), Text(Alone(Git, Timeline)));
        text.Append('\n');
        foreach (var result in results)
        {
            if (result.NotJson is { } file) Line(result.Name, $"passed over: {file} is no JSON", "");
            else Line(result.Name, $"{result.Timeline}", $"{result.Git}");
        }

        return text.ToString().TrimEnd('\n');

        void Line(string name, string one, string other) =>
            text.Append($"{name,-26}  {one,-28}  {other}".TrimEnd()).Append('\n');
    }

    /// <summary>For programs: the same as JSON.</summary>
    public string ToJson()
    {
        var report = Value.Map.Empty
            .Set("merges", Value.Of((long)_merged.Length))
            .Set("timeline", Counts(Timeline).Set("cleanAlone", Value.Of(Alone(Timeline, Git))))
            .Set("git", Counts(Git).Set("cleanAlone", Value.Of(Alone(Git, Timeline))))
            .Set("cases", Value.List.From(results.Select(Case)));
        return Json.ToText(report, JsonStyle.Indented with { FinalNewlines = 0 });
    }

    private static Outcome Timeline(CaseResult result) => result.Timeline;

    private static Outcome Git(CaseResult result) => result.Git;

    /// <summary>How many cases one merges cleanly and the other does not.</summary>
    private long Alone(Func<CaseResult, Outcome> side, Func<CaseResult, Outcome> other) =>
        _merged.Count(result => side(result).IsClean && !other(result).IsClean);

    private string Count(Func<Outcome, bool> counts, Func<CaseResult, Outcome> side) =>
        Text(_merged.Count(result => counts(side(result))));

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    private Value.Map Counts(Func<CaseResult, Outcome> side) => Rows.Aggregate(Value.Map.Empty, (all, row) =>
        all.Set(row.Key, Value.Of((long)_merged.Count(result => row.Counts(side(result))))));

    private static Value Case(CaseResult result) => result.NotJson is { } file
        ? Value.Map.Empty.Set("name", Value.Of(result.Name)).Set("notJson", Value.Of(file))
        : Value.Map.Empty.Set("name", Value.Of(result.Name))
            .Set("timeline", Told(result.Timeline))
            .Set("git", Told(result.Git));

    private static Value Told(Outcome outcome) => Value.Map.Empty
        .Set("conflicts", Value.Of((long)outcome.Conflicts))
        .Set("asCommitted", Value.Of(outcome.IsCommitted))
        .Set("byteForByte", Value.Of(outcome.IsExact));
}
