using System.CommandLine;
using System.Globalization;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;

namespace Timeline.Cli.Commands;

/// <summary><c>branch FILE [NAME [--at V] | --delete NAME | --rename OLD NEW]</c>.</summary>
internal sealed class BranchCommand : DocumentCommand
{
    private const int WidestActor = 24;

    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "The branch to make; without it, branches are listed",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _at = new("--at")
    {
        Description = "The version it begins at; otherwise the head",
        HelpName = "V",
    };

    private readonly Option<string?> _delete = new("--delete", "-d")
    {
        Description = "Take this branch's name away; its versions stay",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _rename = new("--rename")
    {
        Description = "Give a branch another name",
        HelpName = "OLD NEW",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public BranchCommand(CommonOptions common)
        : base(common, "branch", "List branches, make one ('switch' goes on with it), rename or delete one.")
    {
        _delete.CompletionSources.SuggestBranches(common, _file);
        _rename.CompletionSources.SuggestBranches(common, _file);
        _at.CompletionSources.SuggestVersions(common, _file);
        Arguments.Add(_file);
        Arguments.Add(_name);
        Options.Add(_at);
        Options.Add(_delete);
        Options.Add(_rename);
        Validators.Add(it =>
        {
            if (it.GetResult(_at) is not null && it.GetValue(_name) is null)
                it.AddError("--at needs the NAME of the branch to make");
            var tasks = new object?[] { it.GetValue(_name), it.GetResult(_delete), it.GetResult(_rename) };
            if (tasks.Count(task => task is not null) > 1)
                it.AddError("make a branch, --delete one or --rename one; one thing at a time");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var history = await session.FindAsync(file).ConfigureAwait(false);
        var (after, said) = await ChangeAsync(session, file, history).ConfigureAwait(false);
        if (session.IsJson) PrintJson(session.Terminal, after);
        else if (said is null) Print(session.Terminal, after);
        else session.Terminal.Remark(said);
        return ExitCode.Done;
    }

    // What there is to say is null where nothing was to be changed.
    private Task<(DocumentHistory After, string? Said)> ChangeAsync(
        Session session, string file, DocumentHistory history)
    {
        if (session.Get(_name) is { } name) return MakeAsync(session, history, name);
        if (session.Get(_delete) is { } old) return DeleteAsync(session, file, history, old);
        if (session.Get(_rename) is [var from, var to]) return RenameAsync(session, file, history, from, to);
        return Task.FromResult<(DocumentHistory, string?)>((history, null));
    }

    private async Task<(DocumentHistory After, string? Said)> MakeAsync(
        Session session, DocumentHistory history, string name)
    {
        var branch = BranchName.Parse(name).OrRefuse();
        var at = session.Get(_at) is { } text ? Revisions.Of(text) : null;
        var made = await history.CreateBranchAsync(branch, at, session.Cancellation).ConfigureAwait(false);
        var after = made.OrRefuse();
        return (after, $"branch {Painted(session, branch)} begins at version {HeadOf(session, after, branch)}");
    }

    private static async Task<(DocumentHistory After, string? Said)> DeleteAsync(
        Session session, string file, DocumentHistory history, string name)
    {
        var branch = BranchName.Parse(name).OrRefuse();
        var deleted = await history.DeleteBranchAsync(branch, session.Cancellation).ConfigureAwait(false);
        var after = deleted.OrRefuse(file, Revisions.SeeBranches(file));
        var number = history.Branches.First(it => it.Name == branch).Head.Number;
        return (after, string.Create(
            CultureInfo.InvariantCulture,
            $"deleted branch {branch}, which stood at version {HeadOf(session, history, branch)}; "
            + $"to have it back: timeline branch {ShellWord.Of(file)} {branch} --at {number}"));
    }

    private static async Task<(DocumentHistory After, string? Said)> RenameAsync(
        Session session, string file, DocumentHistory history, string from, string to)
    {
        var (old, @new) = (BranchName.Parse(from).OrRefuse(), BranchName.Parse(to).OrRefuse());
        var renamed = await history.RenameBranchAsync(old, @new, session.Cancellation).ConfigureAwait(false);
        return (
            renamed.OrRefuse(file, Revisions.SeeBranches(file)),
            $"branch {old} is called {Painted(session, @new)} now");
    }

    private static string Painted(Session session, BranchName branch) =>
        session.Terminal.Paint(Ink.Branch, branch.Text);

    private static string HeadOf(Session session, DocumentHistory history, BranchName branch) =>
        VersionText.Of(session.Terminal, history.Branches.First(it => it.Name == branch).Head);

    private static void Print(Terminal terminal, DocumentHistory history)
    {
        var grid = new Grid(terminal);
        foreach (var (name, head, isCurrent) in history.Branches)
        {
            grid.Add(
                new(isCurrent ? $"* {name}" : $"  {name}", isCurrent ? Ink.Branch : Ink.Plain),
                new(VersionText.Number(head), Ink.Version, IsRight: true),
                new(head.Id.ToShort(VersionText.IdDigits), Ink.Faint),
                new(TimeText.Short(head.Stamp.Time)),
                new(PlainText.OneLine(head.Stamp.Actor), Limit: WidestActor, GivesWay: true),
                new(PlainText.OneLine(head.Stamp.Label)));
        }

        grid.Print();
    }

    private static void PrintJson(Terminal terminal, DocumentHistory history) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("document", history.Name.Text);
            json.WriteString("current", history.CurrentBranch.Text);
            json.WriteList("branches", history.Branches, branch =>
            {
                json.WriteStartObject();
                json.WriteString("name", branch.Name.Text);
                json.WriteVersion("head", branch.Head);
                json.WriteEndObject();
            });
        });
}
