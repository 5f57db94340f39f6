using System.CommandLine;
using System.Globalization;
using Timeline.Cli.Terminals;
using Timeline.Histories;

namespace Timeline.Cli.Commands;

/// <summary><c>prune FILE --keep N | --older-than D</c>.</summary>
internal sealed class PruneCommand : DocumentCommand
{
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
        Options.Add(common.Json);
        Validators.Add(it =>
        {
            if (it.GetResult(_keep) is null == it.GetResult(_olderThan) is null)
                it.AddError("say which versions to keep: either --keep N or --older-than D");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        Retention retention = session.Get(_keep) is { } count
            ? new Retention.Latest(count)
            : new Retention.NotOlderThan(session.Get(_olderThan)!.Value);
        var history = await session.OpenAsync(file).ConfigureAwait(false);
        var now = TimeProvider.System.GetUtcNow();
        var outcome = await history.PruneAsync(retention, now, session.Cancellation).ConfigureAwait(false);
        var pruned = outcome.OrRefuse(file);
        if (session.IsJson)
        {
            JsonAnswer.Print(session.Terminal, json =>
            {
                json.WriteString("document", history.Name.Text);
                json.WriteList("dropped", pruned.Dropped, json.WriteNumberValue);
            });
        }
        else
        {
            var counts = string.Create(CultureInfo.InvariantCulture, $"{pruned.Dropped.Length} of {history.Count}");
            session.Terminal.Remark($"{PlainText.OneLine(file)}: gave up the content of {counts} versions");
        }

        return ExitCode.Done;
    }
}
