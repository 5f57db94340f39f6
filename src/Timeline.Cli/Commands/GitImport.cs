using System.Globalization;
using System.Runtime.CompilerServices;
using Timeline.Cli.Git;
using Timeline.Cli.Terminals;
using Timeline.Documents;
using Timeline.Histories;

namespace Timeline.Cli.Commands;

/// <summary>One import of a file's git history.</summary>
/// <param name="session">The run.</param>
/// <param name="file">The document.</param>
/// <param name="repository">The git repository.</param>
/// <param name="pathInRepo">The document's path in it; null where it follows from the document's own.</param>
/// <param name="mainLine">Whether only first parents are followed.</param>
internal sealed class GitImport(Session session, string file, string repository, string? pathInRepo, bool mainLine)
{
    private const int CommitDigits = 10;
    private int _deleted;

    /// <summary>Imports.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        if (!Directory.Exists(repository))
            throw new RefusalException($"there is no folder '{repository}'; --git names a repository");

        var path = pathInRepo ?? PathInRepo();
        var git = new GitRepository(repository);
        var revisions = await git.RevisionsAsync(path, mainLine, session.Cancellation).ConfigureAwait(false);
        if (revisions.Count == 0)
        {
            throw new RefusalException(
                ExitCode.No,
                $"no commit of '{repository}' has a file '{path}'; name its path there with --path-in-repo");
        }

        var history = await session.OpenOrBeginAsync(file).ConfigureAwait(false);
        var outcome = await ProgressBar.RunAsync(
            session.Terminal,
            $"importing {path}",
            revisions.Count,
            step => history.RecordAllAsync(
                FilesAsync(git, revisions, step, session.Cancellation),
                new RecordAllOptions(SkipUnreadable: true),
                session.Cancellation).AsTask()).ConfigureAwait(false);
        var imported = outcome.OrRefuse();
        if (imported.History.IsEmpty)
        {
            throw new RefusalException(
                ExitCode.No, $"no revision of '{path}' in '{repository}' is JSON; nothing was imported");
        }

        if (imported.Tally.Recorded > 0)
            await session.OpenStore(session.Locate(file)).CompactAsync(session.Cancellation).ConfigureAwait(false);
        await SayAsync(imported, revisions.Count).ConfigureAwait(false);
        return ExitCode.Done;
    }

    // As the user wrote it, which is where it is in the repository if both were named from the same folder.
    private string PathInRepo()
    {
        var full = Path.GetFullPath(file);
        var inside = Path.GetRelativePath(Path.GetFullPath(repository), full);
        var here = Path.GetRelativePath(Environment.CurrentDirectory, full);
        var path = !IsOutside(inside) ? inside : !IsOutside(here) ? here : Path.GetFileName(full);
        return path.Replace('\\', '/');
    }

    private static bool IsOutside(string relative) =>
        relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);

    private async IAsyncEnumerable<FileRevision> FilesAsync(
        GitRepository git,
        IReadOnlyList<GitRevision> revisions,
        Action step,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (revision, bytes) in git.ContentsAsync(revisions, cancellation).ConfigureAwait(false))
        {
            step();
            if (bytes is null)
            {
                _deleted++;
                continue;
            }

            var stamp = new Stamp(revision.Time, revision.Author, revision.Subject);
            yield return new FileRevision(revision.Commit[..CommitDigits], bytes, stamp);
        }
    }

    private Task SayAsync(RecordedAll imported, int commits)
    {
        var (recorded, known, unchanged, unreadable) = imported.Tally;
        if (session.IsJson)
        {
            JsonAnswer.Print(session.Terminal, json =>
            {
                json.WriteString("document", imported.History.Name.Text);
                json.WriteNumber("commits", commits);
                json.WriteNumber("recorded", recorded);
                json.WriteNumber("known", known);
                json.WriteNumber("unchanged", unchanged);
                json.WriteNumber("unreadable", unreadable);
                json.WriteNumber("deletions", _deleted);
            });
            return Task.CompletedTask;
        }

        (int Count, string What)[] parts =
        [
            (known, "were here already"),
            (unchanged, "changed nothing"),
            (unreadable, "were not JSON"),
            (_deleted, "deleted the file"),
        ];
        var besides = string.Join(", ", parts.Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.What}")));
        var aside = besides.Length > 0 ? $" ({besides})" : "";
        var store = session.OpenStore(session.Locate(file));
        return ImportCommand.SayAsync(session, store, imported.History, string.Create(
            CultureInfo.InvariantCulture,
            $"{PlainText.OneLine(file)}: imported {recorded} of {commits} revisions{aside}"));
    }
}
