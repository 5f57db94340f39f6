using System.Collections.Immutable;
using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary><c>log FILE [--path P] [--limit N]</c>.</summary>
internal sealed class LogCommand : DocumentCommand
{
    private const int WidestActor = 24;
    private const int ValueColumns = 60;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The document; FILE@V begins at version V",
        HelpName = "FILE[@V]",
    };

    private readonly Option<string?> _path = Revisions.PathOption("Only versions that changed the value here");

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        Description = "At most so many versions",
        HelpName = "N",
        CustomParser = Numbers.ReadPositive,
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public LogCommand(CommonOptions common)
        : base(
            common,
            "log",
            "List versions, newest first. What changed: + added, ~ replaced, - removed, > moved; * the current branch.")
    {
        Arguments.Add(_file);
        Options.Add(_path);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var reference = DocumentReference.Parse(session.Get(_file)!);
        var path = Revisions.PathOf(session, _path);
        var history = await session.OpenAsync(reference.File).ConfigureAwait(false);
        var query = new LogQuery(Revisions.Of(reference.Revision), path, session.Get(_limit));
        var log = await history.LogAsync(query, session.Cancellation).ConfigureAwait(false);
        var entries = log.OrRefuse(reference.File);
        if (path is not null && entries.IsEmpty)
        {
            throw new RefusalException(
                ExitCode.No, $"no version of '{reference.File}' has a value at {PathText.Of(path)}");
        }

        var store = session.OpenStore(session.Locate(reference.File));
        var payloads = await PayloadsAsync(session, store, history, entries).ConfigureAwait(false);
        if (session.IsJson) PrintJson(session.Terminal, history, path, entries, payloads);
        else Print(session.Terminal, history, path, entries, payloads);
        return ExitCode.Done;
    }

    /// <summary>Prints the newest versions of a document.</summary>
    /// <param name="session">The run.</param>
    /// <param name="store">The store it is kept in.</param>
    /// <param name="history">The document's history.</param>
    /// <param name="count">How many versions.</param>
    /// <returns>When they are printed.</returns>
    public static async Task PrintNewestAsync(Session session, IHistoryStore store, DocumentHistory history, int count)
    {
        var log = await history.LogAsync(new LogQuery(Limit: count), session.Cancellation).ConfigureAwait(false);
        var entries = log.OrRefuse();
        var payloads = await PayloadsAsync(session, store, history, entries).ConfigureAwait(false);
        Print(session.Terminal, history, null, entries, payloads);
    }

    // The log knows headers; what kinds of changes there were stands in the patches.
    private static async Task<Dictionary<long, StoredVersion>> PayloadsAsync(
        Session session, IHistoryStore store, DocumentHistory history, ImmutableArray<LogEntry> entries)
    {
        if (entries.IsEmpty) return [];
        var first = entries.Min(entry => entry.Version.Number);
        var count = checked((int)(entries.Max(entry => entry.Version.Number) - first + 1));
        var versions = await store
            .ReadRangeAsync(history.Name, first, count, VersionDetail.Full, session.Cancellation)
            .ConfigureAwait(false);
        return versions.ToDictionary(version => version.Number);
    }

    private static void Print(
        Terminal terminal,
        DocumentHistory history,
        ValuePath? path,
        ImmutableArray<LogEntry> entries,
        Dictionary<long, StoredVersion> payloads)
    {
        var names = history.Branches.ToLookup(branch => branch.Head.Number);
        var grid = new Grid(terminal);
        foreach (var (version, value) in entries)
        {
            var what = path is null
                ? version.IsPruned ? "pruned" : VersionText.Counts(payloads[version.Number])
                : value.Match(it => ValueText.Short(it, ValueColumns), () => "(removed)");
            var branches = string.Join(
                ", ", names[version.Number].Select(branch => branch.IsCurrent ? $"*{branch.Name}" : $"{branch.Name}"));
            grid.Add(
                new(VersionText.Number(version), Ink.Version, IsRight: true),
                new(version.Id.ToShort(VersionText.IdDigits), Ink.Faint),
                new(TimeText.Short(version.Stamp.Time)),
                new(PlainText.OneLine(version.Stamp.Actor), Limit: WidestActor),
                new(what, path is null ? Ink.Faint : Ink.Added, Limit: ValueColumns),
                new(branches, Ink.Branch),
                new(PlainText.OneLine(version.Stamp.Label)));
        }

        grid.Print();
    }

    private static void PrintJson(
        Terminal terminal,
        DocumentHistory history,
        ValuePath? path,
        ImmutableArray<LogEntry> entries,
        Dictionary<long, StoredVersion> payloads)
    {
        var names = history.Branches.ToLookup(branch => branch.Head.Number);
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("document", history.Name.Text);
            json.WriteString("branch", history.CurrentBranch.Text);
            if (path is not null) json.WriteString("path", path.ToString());
            json.WriteList("versions", entries, entry =>
            {
                json.WriteStartObject();
                json.WriteVersionMembers(entry.Version);
                if (payloads[entry.Version.Number].Payload is { } payload)
                    json.WriteCounts(ChangeCounts.Of(payload.Patch.Span));
                json.WriteList(
                    "branches", names[entry.Version.Number], branch => json.WriteStringValue(branch.Name.Text));
                if (path is not null) json.WriteValue("value", entry.Value.MatchUnsafe(it => it, () => null!));
                json.WriteEndObject();
            });
        });
    }
}
