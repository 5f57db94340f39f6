using System.CommandLine;
using System.Globalization;
using Timeline.Changes;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary><c>merge FILE BRANCH [--policy fail|ours|theirs|last-writer]</c>.</summary>
internal sealed class MergeCommand : DocumentCommand
{
    private const int ValueColumns = 80;
    private const string LastWriter = "last-writer";

    private static readonly string[] Policies = ["fail", "ours", "theirs", LastWriter];

    private readonly Argument<string> _file = new("FILE") { Description = "The document" };

    private readonly Argument<string> _branch = new("BRANCH")
    {
        Description = "The branch to merge into the current one",
    };

    private readonly Option<string> _policy = new("--policy")
    {
        Description = "What a conflict comes to: fail (nothing is merged), ours, theirs, or last-writer (the side that "
            + "wrote last in that very place)",
        HelpName = "fail|ours|theirs|last-writer",
        DefaultValueFactory = _ => "fail",
    };

    private readonly Option<string?> _label = new("--message", "-m")
    {
        Description = "Why; otherwise 'merge BRANCH'",
        HelpName = "LABEL",
    };

    private readonly Option<string?> _actor = new("--actor") { Description = "Who", HelpName = "NAME" };

    private readonly Option<bool> _force = WorkingFile.ForceOption();

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public MergeCommand(CommonOptions common)
        : base(
            common,
            "merge",
            "Merge a branch into the current one and write the file. With open conflicts nothing changes.")
    {
        _policy.CompletionSources.Add(Policies);
        _policy.Validators.Add(it =>
        {
            if (it.Tokens is [{ Value: var policy }] && !Policies.Contains(policy))
                it.AddError($"--policy is one of {string.Join(", ", Policies)}, and not '{policy}'");
        });
        _branch.CompletionSources.SuggestBranches(common, _file);
        Arguments.Add(_file);
        Arguments.Add(_branch);
        Options.Add(_policy);
        Options.Add(_label);
        Options.Add(_actor);
        Options.Add(_force);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var file = session.Get(_file)!;
        var branch = BranchName.Parse(session.Get(_branch)!).OrRefuse();
        var history = await session.OpenAsync(file).ConfigureAwait(false);
        await WorkingFile.GuardAsync(session, history, file, session.Get(_force)).ConfigureAwait(false);

        var policy = session.Get(_policy) switch
        {
            "ours" => MergePolicy.Ours,
            "theirs" => MergePolicy.Theirs,
            LastWriter => (await history.LastWriterAsync(branch, session.Cancellation).ConfigureAwait(false))
                .OrRefuse(file, Revisions.SeeBranches(file)),
            _ => MergePolicy.Fail,
        };
        var stamp = Session.StampOf(session.Get(_actor), session.Get(_label));
        var outcome = await history.MergeAsync(branch, stamp, policy, session.Cancellation).ConfigureAwait(false);
        var merged = outcome.OrRefuse(file, Revisions.SeeBranches(file));
        if (merged.Outcome != MergeOutcome.Conflicted) await WriteAsync(session, merged, file).ConfigureAwait(false);
        if (session.IsJson) PrintJson(session.Terminal, branch, stamp, merged);
        else Print(session.Terminal, file, branch, merged);
        if (merged.Outcome == MergeOutcome.Merged) MovedTime.Say(session.Terminal, file, stamp, merged.Head);
        if (merged.Outcome == MergeOutcome.Conflicted)
        {
            throw new RefusalException(
                ExitCode.No,
                $"{file}: {Count(merged)}, nothing was merged; {Choices(session.Get(_policy))}");
        }

        return ExitCode.Done;
    }

    /// <summary>Writes the head to the file. Also where all was merged already: a merge that was cut short before this
    /// has left the file as it was, and recording that would take the merge back.</summary>
    private static async Task WriteAsync(Session session, MergedDocument merged, string file)
    {
        if (merged.Outcome == MergeOutcome.UpToDate && DocumentFile.TryRead(file) is { } bytes)
        {
            var isHead = await merged.History.IsRecordedAsync(bytes, null, session.Cancellation).ConfigureAwait(false);
            if (isHead.OrRefuse(file)) return;
        }

        try
        {
            using var draft = await WorkingFile.DraftAsync(
                session, merged.History, file, Revision.CurrentHead).ConfigureAwait(false);
            draft.Commit();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException(
                ExitCode.Trouble,
                $"the merge is recorded, but {file} cannot be written: {PlainText.Clause(failure.Message)}; "
                + "give the same command again");
        }
    }

    private static void Print(Terminal terminal, string file, BranchName branch, MergedDocument merged)
    {
        foreach (var conflict in merged.Conflicts)
        {
            terminal.Line(terminal.Paint(Ink.Strong, PathText.Of(conflict.Path)));
            terminal.Line($"  base    {Short(terminal, conflict.Base)}");
            terminal.Line($"  ours    {terminal.Paint(Ink.Removed, Short(terminal, conflict.Ours))}");
            terminal.Line($"  theirs  {terminal.Paint(Ink.Added, Short(terminal, conflict.Theirs))}");
        }

        var head = VersionText.Of(terminal, merged.Head);
        var name = $"{PlainText.OneLine(file)}:";
        switch (merged.Outcome)
        {
            case MergeOutcome.UpToDate:
                terminal.Remark($"{name} up to date, {branch} was merged already");
                break;
            case MergeOutcome.FastForwarded:
                terminal.Remark($"{name} moved forward to version {head}, the head of {branch}");
                break;
            case MergeOutcome.Merged:
                terminal.Remark($"{name} version {head} merges {branch}{Decided(merged)}");
                break;
            case MergeOutcome.Conflicted:
                break;
        }
    }

    private static string Decided(MergedDocument merged) =>
        merged.Conflicts.IsEmpty ? "" : $", {Count(merged)} decided";

    /// <summary>What is left to try; the last writer was asked already where it knew of none.</summary>
    private static string Choices(string? policy) => policy == LastWriter
        ? "neither branch wrote last there: decide with --policy ours or --policy theirs"
        : "decide with --policy ours, theirs or last-writer";

    private static string Count(MergedDocument merged) => string.Create(
        CultureInfo.InvariantCulture,
        $"{merged.Conflicts.Length} {(merged.Conflicts.Length == 1 ? "conflict" : "conflicts")}");

    private static string Short(Terminal terminal, Value? side) =>
        side is null ? "(absent)" : ValueText.Short(side, terminal.Room(ValueColumns));

    private static void PrintJson(Terminal terminal, BranchName branch, Stamp stamp, MergedDocument merged) =>
        JsonAnswer.Print(terminal, json =>
        {
            json.WriteString("document", merged.History.Name.Text);
            json.WriteString("branch", merged.History.CurrentBranch.Text);
            json.WriteString("merged", branch.Text);
            json.WriteString("outcome", merged.Outcome switch
            {
                MergeOutcome.UpToDate => "up-to-date",
                MergeOutcome.FastForwarded => "fast-forwarded",
                MergeOutcome.Merged => "merged",
                _ => "conflicted",
            });
            json.WriteVersion("head", merged.Head);
            if (merged.Outcome == MergeOutcome.Merged) json.WriteTimeAsked(stamp, merged.Head);
            json.WriteList("conflicts", merged.Conflicts, conflict =>
            {
                json.WriteStartObject();
                json.WriteString("path", conflict.Path.ToString());
                json.WriteValue("base", conflict.Base);
                json.WriteValue("ours", conflict.Ours);
                json.WriteValue("theirs", conflict.Theirs);
                json.WriteEndObject();
            });
        });
}
