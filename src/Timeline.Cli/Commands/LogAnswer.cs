using System.Collections.Immutable;
using System.Globalization;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary>Versions of a document, as a log lists them.</summary>
/// <param name="History">The document's history.</param>
/// <param name="Path">The path that the log follows; null for none.</param>
/// <param name="Entries">The versions, in the order to print.</param>
internal sealed record LogAnswer(DocumentHistory History, ValuePath? Path, ImmutableArray<LogEntry> Entries)
{
    private const int WidestActor = 24;
    private const int ValueColumns = 60;

    private readonly ILookup<long, DocumentBranch> _branches =
        History.Branches.ToLookup(branch => branch.Head.Number);

    /// <summary>How many versions were pruned where the log follows a path, so that it cannot tell of them.</summary>
    public int Pruned { get; init; }

    /// <summary>The answer with what kinds of changes there were, which stands in the patches.</summary>
    /// <param name="store">The store the document is kept in.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The answer, ready to print.</returns>
    public async Task<LogAnswer> WithPatchesAsync(IHistoryStore store, CancellationToken cancellation)
    {
        if (Entries.IsEmpty) return this;
        var first = Entries.Min(entry => entry.Version.Number);
        var count = checked((int)(Entries.Max(entry => entry.Version.Number) - first + 1));
        var versions = await store
            .ReadRangeAsync(History.Name, first, count, VersionDetail.Full, cancellation)
            .ConfigureAwait(false);
        var full = Entries.Select(entry => entry with { Version = versions[(int)(entry.Version.Number - first)] });
        return this with { Entries = [.. full] };
    }

    /// <summary>Prints a line for each version.</summary>
    /// <param name="terminal">Where to.</param>
    public void Print(Terminal terminal)
    {
        var grid = new Grid(terminal);
        foreach (var (version, value, atOrBefore) in Entries)
        {
            var what = Path is null
                ? VersionText.ChangesAndMerge(version)
                : value.Match(it => ValueText.Short(it, terminal.Room(ValueColumns)), () => "(removed)");
            var branches = string.Join(
                ", ",
                _branches[version.Number].Select(branch => branch.IsCurrent ? $"*{branch.Name}" : $"{branch.Name}"));
            grid.Add(
                new(VersionText.Number(version, atOrBefore), Ink.Version, IsRight: true),
                new(version.Id.ToShort(VersionText.IdDigits), Ink.Faint),
                new(TimeText.Short(version.Stamp.Time)),
                new(PlainText.OneLine(version.Stamp.Actor), Limit: WidestActor, GivesWay: true),
                Path is null
                    ? new(what, Ink.Faint)
                    : new(what, Ink.Added, Limit: ValueColumns),
                new(Path is null ? "" : VersionText.Merge(version), Ink.Faint),
                new(branches, Ink.Branch),
                new(PlainText.OneLine(version.Stamp.Label)));
        }

        grid.Print();
        if (Pruned > 0) terminal.Remark(terminal.Paint(Ink.Faint, PrunedText));
    }

    /// <summary>Prints the versions as one JSON document.</summary>
    /// <param name="terminal">Where to.</param>
    public void PrintJson(Terminal terminal) => JsonAnswer.Print(terminal, json =>
    {
        json.WriteString("document", History.Name.Text);
        json.WriteString("branch", History.CurrentBranch.Text);
        if (Path is not null)
        {
            json.WriteString("path", Path.ToString());
            json.WriteNumber("prunedVersions", Pruned);
        }

        json.WriteList("versions", Entries, entry =>
        {
            json.WriteStartObject();
            json.WriteVersionMembers(entry.Version);
            if (entry.Version.Payload is { } payload) json.WriteCounts(ChangeCounts.Of(payload.Patch.Span));
            json.WriteList(
                "branches", _branches[entry.Version.Number], branch => json.WriteStringValue(branch.Name.Text));
            if (Path is not null)
            {
                json.WriteBoolean("atOrBefore", entry.AtOrBefore);
                json.WriteValue("value", entry.Value.MatchUnsafe(it => it, () => null!));
            }

            json.WriteEndObject();
        });
    });

    private string PrunedText => Pruned == 1
        ? "(1 version was pruned: a value it set is listed at the next one kept)"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"({Pruned} versions were pruned: values they set are listed at the next one kept)");
}
