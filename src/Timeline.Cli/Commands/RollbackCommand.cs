using System.CommandLine;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>rollback FILE V [--force]</c>: appends a version like an older one, and writes it to the file.</summary>
internal sealed class RollbackCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Argument<string> _version = new("V") { Description = "The version to go back to" };

    private readonly Option<string?> _label = new("--message", "-m")
    {
        Description = "Why; otherwise 'rollback to V'",
        HelpName = "LABEL",
    };

    private readonly Option<string?> _actor = new("--actor") { Description = "Who", HelpName = "NAME" };

    private readonly Option<bool> _force = WorkingFile.ForceOption();

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public RollbackCommand(CommonOptions common)
        : base(
            common,
            "rollback",
            "Go back to a version: it is recorded again as the newest one and written to the file. Nothing is removed.")
    {
        _version.CompletionSources.SuggestVersions(common, _file);
        Arguments.Add(_file);
        Arguments.Add(_version);
        Options.Add(_label);
        Options.Add(_actor);
        Options.Add(_force);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var to = Revisions.Of(session.Get(_version));
        var history = await session.OpenAsync(file).ConfigureAwait(false);
        var target = history.Find(to).OrRefuse(file);
        await WorkingFile.GuardAsync(session, history, file, session.Get(_force)).ConfigureAwait(false);

        using var draft = await WorkingFile.DraftAsync(session, history, file, to).ConfigureAwait(false);
        var stamp = Session.StampOf(session.Get(_actor), session.Get(_label));
        var outcome = await history.RollbackAsync(to, stamp, null, session.Cancellation).ConfigureAwait(false);
        var recorded = outcome.OrRefuse(file);
        draft.Commit();

        if (session.IsJson) PrintJson(session.Terminal, target, stamp, recorded);
        else Say(session.Terminal, file, target, recorded);
        if (recorded.IsNew) MovedTime.Say(session.Terminal, file, stamp, recorded.Version);
        return ExitCode.Done;
    }

    private static void Say(Terminal terminal, string file, StoredVersion target, Recorded recorded)
    {
        var head = $"{PlainText.OneLine(file)}: version {VersionText.Of(terminal, recorded.Version)}";
        var old = VersionText.Number(target);
        terminal.Remark(recorded.IsNew ? $"{head} is version {old} again" : $"{head} is like version {old} already");
    }

    private static void PrintJson(Terminal terminal, StoredVersion target, Stamp stamp, Recorded recorded) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("document", recorded.History.Name.Text);
            json.WriteBoolean("new", recorded.IsNew);
            json.WriteVersion("version", recorded.Version);
            json.WriteVersion("like", target);
            if (recorded.IsNew) json.WriteTimeAsked(stamp, recorded.Version);
        });
}
