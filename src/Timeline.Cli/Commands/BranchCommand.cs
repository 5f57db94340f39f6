using System.CommandLine;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;

namespace Timeline.Cli.Commands;

/// <summary><c>branch FILE [NAME [--at V]]</c>: lists branches, or makes one.</summary>
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

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public BranchCommand(CommonOptions common)
        : base(common, "branch", "List branches, or make one; 'switch' goes on with it.")
    {
        Arguments.Add(_file);
        Arguments.Add(_name);
        Options.Add(_at);
        Options.Add(common.Json);
        Validators.Add(it =>
        {
            if (it.GetValue(_at) is not null && it.GetValue(_name) is null)
                it.AddError("--at needs the NAME of the branch to make");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var history = await session.OpenAsync(file).ConfigureAwait(false);
        if (session.Get(_name) is { } name)
        {
            var branch = BranchName.Parse(name).OrRefuse();
            var at = session.Get(_at) is { } text ? Revisions.Of(text) : null;
            var made = await history.CreateBranchAsync(branch, at, session.Cancellation).ConfigureAwait(false);
            history = made.OrRefuse();
            if (!session.IsJson) SayMade(session.Terminal, history, branch);
        }
        else if (!session.IsJson)
        {
            Print(session.Terminal, history);
        }

        if (session.IsJson) PrintJson(session.Terminal, history);
        return ExitCode.Done;
    }

    private static void SayMade(Terminal terminal, DocumentHistory history, BranchName branch)
    {
        var head = history.Branches.First(it => it.Name == branch).Head;
        terminal.Remark(
            $"branch {terminal.Paint(Ink.Branch, branch.Text)} begins at version {VersionText.Of(terminal, head)}");
    }

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
                new(PlainText.OneLine(head.Stamp.Actor), Limit: WidestActor),
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
