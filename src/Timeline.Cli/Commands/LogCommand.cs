using System.Collections.Immutable;
using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Documents;

namespace Timeline.Cli.Commands;

/// <summary><c>log FILE[@V] [--path P] [--limit N] [--all]</c>.</summary>
internal sealed class LogCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The document; FILE@V begins at version V",
        HelpName = "FILE[@V]",
    };

    private readonly Option<string?> _path = Revisions.PathOption("Only versions that changed the value here");

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        Description = "At most so many versions",
        HelpName = "N",
        CustomParser = Numbers.ReadPositive,
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "All versions of the document: of other branches, merged in, and of none",
    };

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public LogCommand(CommonOptions common)
        : base(
            common,
            "log",
            "List versions, newest first. What changed: + added, ~ replaced, - removed, > moved; * the current branch.")
    {
        Arguments.Add(_file);
        Options.Add(_path);
        Options.Add(_limit);
        Options.Add(_all);
        Validators.Add(it =>
        {
            if (it.GetValue(_all) && it.GetResult(_path) is not null)
                it.AddError("--path follows one line of versions; leave out --all");
            else if (it.GetValue(_all) && it.GetResult(_file)?.Tokens is [var file] && HasVersion(file.Value))
                it.AddError("--all begins at no version; leave out the @V");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var reference = DocumentReference.Parse(session.Get(_file)!);
        var path = Revisions.PathOf(session, _path);
        var history = await session.FindAsync(reference.File).ConfigureAwait(false);
        var query = new LogQuery(Revisions.Of(reference.Revision), path, session.Get(_limit));
        var entries = session.Get(_all)
            ? Newest(history, session.Get(_limit))
            : (await history.LogAsync(query, session.Cancellation).ConfigureAwait(false)).OrRefuse(reference.File);
        var pruned = path is null ? 0 : await PrunedAsync(session, history, reference).ConfigureAwait(false);
        if (path is not null && entries.IsEmpty)
        {
            var kept = pruned > 0 ? " that is kept" : "";
            throw new RefusalException(
                ExitCode.No, $"no version of '{reference.File}'{kept} has a value at {PathText.Of(path)}");
        }

        var store = session.OpenStore(session.Locate(reference.File));
        var answer = await new LogAnswer(history, path, entries) { Pruned = pruned }
            .WithPatchesAsync(store, session.Cancellation)
            .ConfigureAwait(false);
        if (session.IsJson) answer.PrintJson(session.Terminal);
        else answer.Print(session.Terminal);
        return ExitCode.Done;
    }

    private static bool HasVersion(string file) => DocumentReference.Parse(file).Revision is not null;

    private static ImmutableArray<LogEntry> Newest(DocumentHistory history, int? limit) =>
        [.. history.Newest().Take(limit ?? int.MaxValue).Select(version => new LogEntry(version, default))];

    private static async Task<int> PrunedAsync(Session session, DocumentHistory history, DocumentReference reference)
    {
        var line = await history
            .LogAsync(new LogQuery(Revisions.Of(reference.Revision)), session.Cancellation)
            .ConfigureAwait(false);
        return line.OrRefuse(reference.File).Count(entry => entry.Version.IsPruned);
    }
}
