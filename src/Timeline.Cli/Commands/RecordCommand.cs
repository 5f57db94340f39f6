using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>record FILE… [-m LABEL] [--actor A] [--at TIME]</c>.</summary>
internal sealed class RecordCommand : DocumentCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "The JSON documents to record",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _label = new("--message", "-m")
    {
        Description = "Why, in a few words",
        HelpName = "LABEL",
    };

    private readonly Option<string?> _actor = new("--actor")
    {
        Description = "Who; otherwise TIMELINE_ACTOR, GIT_AUTHOR_NAME or the user's name",
        HelpName = "NAME",
    };

    private readonly Option<DateTimeOffset?> _at = new("--at")
    {
        Description = "When, as in 2026-01-31T10:00Z; otherwise now",
        HelpName = "TIME",
        CustomParser = Times.ReadMoment,
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public RecordCommand(CommonOptions common)
        : base(common, "record", "Record files as their next versions; a file that has not changed is left alone.")
    {
        Arguments.Add(_files);
        Options.Add(_label);
        Options.Add(_actor);
        Options.Add(_at);
        Options.Add(common.Json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var stamp = Session.StampOf(session.Get(_actor), session.Get(_label), session.Get(_at));
        var exitCode = ExitCode.Done;
        var done = new List<(string File, Recorded Recorded)>();
        foreach (var file in session.Get(_files)!)
        {
            try
            {
                var bytes = DocumentFile.Read(file);
                var history = await session.OpenOrBeginAsync(file).ConfigureAwait(false);
                var outcome = await history.RecordAsync(bytes, stamp, null, session.Cancellation).ConfigureAwait(false);
                var recorded = outcome.OrRefuse(file);
                done.Add((file, recorded));
                if (!session.IsJson) await SayAsync(session, file, recorded).ConfigureAwait(false);
            }
            catch (RefusalException refusal)
            {
                // The other files are none the worse for this one.
                session.Terminal.Problem("error", refusal.Message);
                exitCode = Math.Max(exitCode, refusal.ExitCode);
            }
        }

        if (session.IsJson) PrintJson(session.Terminal, done);
        return exitCode;
    }

    /// <summary>One line about what came of recording a file.</summary>
    /// <param name="session">The run.</param>
    /// <param name="file">The file.</param>
    /// <param name="recorded">What came of it.</param>
    /// <returns>When it is said.</returns>
    public static async Task SayAsync(Session session, string file, Recorded recorded)
    {
        var terminal = session.Terminal;
        if (terminal.IsQuiet) return;
        var name = VersionText.Of(terminal, recorded.Version);
        if (!recorded.IsNew)
        {
            terminal.Line($"{PlainText.OneLine(file)}: unchanged since version {name}");
            return;
        }

        var version = await session.WithPatchAsync(file, recorded.History, recorded.Version).ConfigureAwait(false);
        terminal.Line($"{PlainText.OneLine(file)}: version {name}{Summary(version)}");
    }

    private static string Summary(StoredVersion version) =>
        version.Parents.IsEmpty
            ? ", the first"
            : VersionText.Counts(version) is { Length: > 0 } counts ? $"  {counts}" : "  (formatting only)";

    private static void PrintJson(Terminal terminal, List<(string File, Recorded Recorded)> done) =>
        JsonAnswer.Print(terminal, json => json.WriteList("recorded", done, it =>
        {
            json.WriteStartObject();
            json.WriteString("file", it.File);
            json.WriteString("document", it.Recorded.History.Name.Text);
            json.WriteBoolean("new", it.Recorded.IsNew);
            json.WriteVersion("version", it.Recorded.Version);
            json.WriteEndObject();
        }));
}
