using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>prune FILE --keep N | --older-than D | --thin [--dry-run]</c>.</summary>
internal sealed class PruneCommand : DocumentCommand
{
    private const int WidestActor = 24;

    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Option<int?> _keep = new("--keep")
    {
        Description = "Keep the newest N versions of each branch",
        HelpName = "N",
        CustomParser = Numbers.ReadPositive,
    };

    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Keep what is not older than this: 30d, 12h, 2w or ISO 8601 as in P30D",
        HelpName = "D",
        CustomParser = Times.ReadSpan,
    };

    private readonly Option<bool> _thin = new("--thin")
    {
        Description = "Keep all of the last day, one for each hour of the last week, then one for each day (UTC)",
    };

    private readonly Option<bool> _dryRun = new("--dry-run", "-n")
    {
        Description = "Say which versions would go, and change nothing",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public PruneCommand(CommonOptions common)
        : base(
            common,
            "prune",
            "Give up the content of old versions. Who recorded them and when is kept, and the history still verifies.")
    {
        Arguments.Add(_file);
        Options.Add(_keep);
        Options.Add(_olderThan);
        Options.Add(_thin);
        Options.Add(_dryRun);
        Validators.Add(it =>
        {
            bool[] given = [it.GetResult(_keep) is not null, it.GetResult(_olderThan) is not null, it.GetValue(_thin)];
            if (given.Count(isGiven => isGiven) != 1)
                it.AddError("say which versions to keep: one of --keep N, --older-than D and --thin");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        Retention retention = (session.Get(_keep), session.Get(_olderThan)) switch
        {
            ({ } count, _) => new Retention.Latest(count),
            (_, { } age) => new Retention.NotOlderThan(age),
            _ => Retention.Thinning.Default,
        };
        var history = await session.FindAsync(file).ConfigureAwait(false);
        var now = TimeProvider.System.GetUtcNow();
        if (session.Get(_dryRun))
        {
            SayPlan(session, history, history.ToPrune(retention, now));
            return ExitCode.Done;
        }

        var outcome = await history.PruneAsync(retention, now, session.Cancellation).ConfigureAwait(false);
        var dropped = outcome.OrRefuse(file).Dropped;
        if (session.IsJson) PrintJson(session, history, dropped);
        else SayDone(session.Terminal, file, Counts(history, dropped.Length));
        return ExitCode.Done;
    }

    private static void SayDone(Terminal terminal, string file, string counts) =>
        terminal.Remark($"{PlainText.OneLine(file)}: gave up the content of {counts}");

    private void SayPlan(Session session, DocumentHistory history, ImmutableArray<StoredVersion> going)
    {
        if (session.IsJson)
        {
            PrintJson(session, history, going.Select(version => version.Number));
            return;
        }

        var grid = new Grid(session.Terminal);
        foreach (var version in going)
        {
            grid.Add(
                new(VersionText.Number(version), Ink.Version, IsRight: true),
                new(version.Id.ToShort(VersionText.IdDigits), Ink.Faint),
                new(TimeText.Short(version.Stamp.Time)),
                new(PlainText.OneLine(version.Stamp.Actor), Limit: WidestActor, GivesWay: true),
                new(PlainText.OneLine(version.Stamp.Label)));
        }

        grid.Print();
        var file = PlainText.OneLine(session.Get(_file)!);
        session.Terminal.Remark(
            $"{file}: would give up the content of {Counts(history, going.Length)}; nothing was changed");
    }

    private static string Counts(DocumentHistory history, int going) =>
        string.Create(CultureInfo.InvariantCulture, $"{going} of {history.Count} versions");

    private void PrintJson(Session session, DocumentHistory history, IEnumerable<long> dropped) =>
        JsonAnswer.Print(session.Terminal, json =>
        {
            json.WriteString("document", history.Name.Text);
            json.WriteBoolean("dryRun", session.Get(_dryRun));
            json.WriteList("dropped", dropped, json.WriteNumberValue);
        });
}
