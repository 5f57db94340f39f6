using System.CommandLine;
using System.Text.Json;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
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
                var history = await session.OpenOrBeginAsync(file, bytes).ConfigureAwait(false);
                var outcome = await history.RecordAsync(bytes, stamp, null, session.Cancellation).ConfigureAwait(false);
                var recorded = outcome.OrRefuse(file);
                done.Add((file, recorded));
                if (!session.IsJson) await SayAsync(session, file, recorded).ConfigureAwait(false);
                if (recorded.IsNew)
                    MovedTime.Say(session.Terminal, file, stamp, recorded.Version, session.Get(_at) is not null);
            }
            catch (RefusalException refusal)
            {
                // The other files are none the worse for this one.
                session.Terminal.Problem("error", refusal.Message);
                exitCode = Math.Max(exitCode, refusal.ExitCode);
            }
        }

        if (session.IsJson) PrintJson(session, stamp, done);
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

    /// <summary>Writes the members of an object that is what came of recording a file.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="stamp">The stamp that was asked for.</param>
    /// <param name="recorded">What came of it.</param>
    /// <param name="isWritten">Whether the user wrote the stamp's time.</param>
    public static void WriteMembers(
        Utf8JsonWriter json, string file, Stamp stamp, Recorded recorded, bool isWritten = false)
    {
        json.WriteString("file", file);
        json.WriteString("document", recorded.History.Name.Text);
        json.WriteBoolean("new", recorded.IsNew);
        json.WriteVersion("version", recorded.Version);
        if (recorded.IsNew) json.WriteTimeAsked(stamp, recorded.Version, isWritten);
    }

    private static string Summary(StoredVersion version) =>
        version.Parents.IsEmpty ? ", the first" : $"  {VersionText.Changes(version)}";

    private void PrintJson(Session session, Stamp stamp, List<(string File, Recorded Recorded)> done) =>
        JsonAnswer.Print(session.Terminal, json => json.WriteList("recorded", done, it =>
        {
            json.WriteStartObject();
            WriteMembers(json, it.File, stamp, it.Recorded, session.Get(_at) is not null);
            json.WriteEndObject();
        }));
}
