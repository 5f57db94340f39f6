using System.CommandLine;
using Timeline.ChangeLogs;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary><c>changes FILE [--follow] [--actor A] [--path P] [--action X] [--since T] [--limit N] [--detail]
/// [--lines N] [--stack]</c>.</summary>
internal sealed class ChangesCommand : DocumentCommand
{
    private const int ValueLines = 10;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The change log, an entry of JSON to a line; - for standard input",
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Wait for more at the end, until Ctrl-C, also where the file is cut off or replaced",
    };

    private readonly Option<string?> _actor = new("--actor")
    {
        Description = "Only what was changed by NAME",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _paths = new("--path")
    {
        Description = "Only what was changed here or below; * is any step, ** any number; may be repeated",
        HelpName = "PATH",
    };

    private readonly Option<string[]> _actions = new("--action")
    {
        Description = $"Only these: {string.Join(", ", ChangeWords.Actions)}; may be repeated",
        HelpName = "ACTION",
    };

    private readonly Option<DateTimeOffset?> _since = new("--since")
    {
        Description = "Only what was changed at this time or later",
        HelpName = "TIME",
        CustomParser = Times.ReadMoment,
    };

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        Description = "Only the last N, and what follows them",
        HelpName = "N",
        CustomParser = Numbers.ReadPositive,
    };

    private readonly Option<bool> _detail = new("--detail", "-d")
    {
        Description = "Print all that each entry says, on several lines",
    };

    private readonly Option<int?> _lines = new("--lines")
    {
        Description = $"With --detail: at most N lines of each value; {ValueLines} without it",
        HelpName = "N",
        CustomParser = Numbers.ReadPositive,
    };

    private readonly Option<bool> _stack = new("--stack")
    {
        Description = "With --detail: also who called whom, where that was captured",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public ChangesCommand(CommonOptions common)
        : base(common, "changes", "Show the change log of a tracked container, oldest first.")
    {
        Arguments.Add(_file);
        Options.Add(_follow);
        Options.Add(_actor);
        Options.Add(_paths);
        Options.Add(_actions);
        Options.Add(_since);
        Options.Add(_limit);
        Options.Add(_detail);
        Options.Add(_lines);
        Options.Add(_stack);
        _actions.CompletionSources.Add([.. ChangeWords.Actions]);
        Validators.Add(it =>
        {
            var isDetailed = it.GetValue(_detail);
            if (it.GetResult(common.Store) is { Implicit: false })
                it.AddError("a change log is a file and in no store; leave out --store");
            else if (isDetailed && it.GetValue(common.Json))
                it.AddError("--json prints all of an entry already; leave out --detail");
            else if (!isDetailed && it.GetResult(_lines) is not null)
                it.AddError("--lines says how long a value is with --detail; add --detail");
            else if (!isDetailed && it.GetValue(_stack))
                it.AddError("--stack needs --detail; add it");
        });
        _actions.Validators.Add(it =>
        {
            if (it.Tokens.FirstOrDefault(token => ChangeWords.ToAction(token.Value).IsNone) is { } unknown)
                it.AddError($"'{unknown.Value}' is no action: write one of {string.Join(", ", ChangeWords.Actions)}");
        });
    }

    /// <inheritdoc/>
    public override void Suit(CommonOptions common)
    {
        common.Json.Description = "Print the entries as the lines of JSON that they are";
        common.Store.Hidden = true;
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var follow = session.Get(_follow);
        using var answer = new ChangesAnswer(session, file, FilterOf(session), session.Get(_limit), DetailOf(session));
        var source = new LineSource(file, follow, note => session.Terminal.Problem("note", note));
        try
        {
            await foreach (var lines in source.ReadAsync(session.Cancellation).ConfigureAwait(false))
                answer.Take(lines);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how following ends; else something is left unread.
            if (!follow) return ExitCode.Interrupted;
        }
        catch (IOException gone) when (PipedLines.IsReaderGone(gone))
        {
            // Whoever reads the answer has enough of it.
        }

        return answer.HasFaults ? ExitCode.No : ExitCode.Done;
    }

    private ChangesDetail? DetailOf(Session session) => session.Get(_detail)
        ? new ChangesDetail(session.Get(_lines) ?? ValueLines, session.Get(_stack))
        : null;

    private ChangeFilter FilterOf(Session session) => new()
    {
        Actor = session.Get(_actor),
        Actions = [.. (session.Get(_actions) ?? []).Select(word => (ChangeAction)ChangeWords.ToAction(word))],
        Paths = [.. (session.Get(_paths) ?? []).Select(text => PathPattern.Parse(text).OrRefuse())],
        Since = session.Get(_since),
    };
}
