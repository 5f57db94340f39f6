using System.Collections.Immutable;
using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary><c>blame FILE[@V] [--path P]</c>: which version set each value.</summary>
internal sealed class BlameCommand : DocumentCommand
{
    private const int WidestActor = 24;
    private const int WidestPath = 40;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The document, and the version where it is not the head",
        HelpName = "FILE[@V]",
    };

    private readonly Option<string?> _path = Revisions.PathOption("Only what stands here");

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public BlameCommand(CommonOptions common)
        : base(
            common,
            "blame",
            "Show which version set each value: number, id, time, who, where, what; ≤12 means at version 12 or before.")
    {
        Arguments.Add(_file);
        Options.Add(_path);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var reference = DocumentReference.Parse(session.Get(_file)!);
        var path = Revisions.PathOf(session, _path) ?? ValuePath.Root;
        var history = await session.FindAsync(reference.File).ConfigureAwait(false);
        var revision = Revisions.Of(reference.Revision);
        var version = history.Find(revision).OrRefuse(reference.File);
        var outcome = await history.BlameAsync(revision, path, session.Cancellation).ConfigureAwait(false);
        var lines = outcome.OrRefuse(reference.File).RemoveAll(line => !IsLeaf(line.Value));
        if (session.IsJson) PrintJson(session.Terminal, history, version, path, lines);
        else Print(session.Terminal, lines);
        return ExitCode.Done;
    }

    private static bool IsLeaf(Value value) => value is not (Value.Map { Count: > 0 } or Value.List { Count: > 0 });

    private static void Print(Terminal terminal, ImmutableArray<BlamedValue> lines)
    {
        var grid = new Grid(terminal);
        foreach (var (path, value, version, atOrBefore) in lines)
        {
            grid.Add(
                new(VersionText.Number(version, atOrBefore), Ink.Version, IsRight: true),
                new(version.Id.ToShort(VersionText.IdDigits), Ink.Faint),
                new(TimeText.Short(version.Stamp.Time)),
                new(PlainText.OneLine(version.Stamp.Actor), Limit: WidestActor, GivesWay: true),
                new(PathText.Of(path), Ink.Strong, Limit: WidestPath, IsWhole: true),
                new(ValueText.Short(value, terminal.Width)));
        }

        grid.Print();
        if (lines.Any(line => line.AtOrBefore))
            terminal.Remark(terminal.Paint(Ink.Faint, "(≤: set at that version, or before it by one that was pruned)"));
    }

    private static void PrintJson(
        Terminal terminal,
        DocumentHistory history,
        StoredVersion version,
        ValuePath path,
        ImmutableArray<BlamedValue> lines) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("document", history.Name.Text);
            json.WriteVersion("version", version);
            json.WriteString("path", path.ToString());
            json.WriteList("values", lines, line =>
            {
                json.WriteStartObject();
                json.WriteString("path", line.Path.ToString());
                json.WriteValue("value", line.Value);
                json.WriteNumber("number", line.Version.Number);
                json.WriteBoolean("atOrBefore", line.AtOrBefore);
                json.WriteString("id", line.Version.Id.ToString());
                json.WriteString("time", TimeText.Exact(line.Version.Stamp.Time));
                json.WriteString("actor", line.Version.Stamp.Actor);
                json.WriteString("label", line.Version.Stamp.Label);
                json.WriteEndObject();
            });
        });
}
