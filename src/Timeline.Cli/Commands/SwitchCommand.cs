using System.CommandLine;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary><c>switch FILE NAME [--force]</c>: goes on with another branch, and writes its head to the file.</summary>
internal sealed class SwitchCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Argument<string> _name = new("NAME") { Description = "The branch to go on with" };

    private readonly Option<bool> _force = WorkingFile.ForceOption();

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public SwitchCommand(CommonOptions common)
        : base(
            common,
            "switch",
            "Go on with another branch: its head is written to the file, and the next recording extends it.")
    {
        _name.CompletionSources.SuggestBranches(common, _file);
        Arguments.Add(_file);
        Arguments.Add(_name);
        Options.Add(_force);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var name = BranchName.Parse(session.Get(_name)!).OrRefuse();
        var history = await session.OpenAsync(file).ConfigureAwait(false);
        var head = HeadOf(history, name, file);
        await WorkingFile.GuardAsync(session, history, file, session.Get(_force)).ConfigureAwait(false);

        var revision = new Revision.Numbered(head.Number, VersionText.Number(head));
        using var draft = await WorkingFile.DraftAsync(session, history, file, revision).ConfigureAwait(false);
        _ = (await history.SwitchAsync(name, session.Cancellation).ConfigureAwait(false)).OrRefuse();
        draft.Commit();

        var terminal = session.Terminal;
        if (session.IsJson)
        {
            JsonAnswer.Print(terminal, json =>
            {
                json.WriteString("document", history.Name.Text);
                json.WriteString("current", name.Text);
                json.WriteVersion("head", head);
            });
            return ExitCode.Done;
        }

        var branch = terminal.Paint(Ink.Branch, name.Text);
        terminal.Remark($"{PlainText.OneLine(file)}: on branch {branch}, version {VersionText.Of(terminal, head)}");
        return ExitCode.Done;
    }

    private static StoredVersion HeadOf(DocumentHistory history, BranchName name, string file) =>
        history.HeadOf(name).IfNone(() => throw new RefusalException(
            ExitCode.No,
            new TimelineError.BranchUnknown(history.Name, name).Message
                + $"; make it with: timeline branch {ShellWord.Of(file)} {name}"));
}
