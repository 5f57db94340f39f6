using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Timeline.Cli.Git;

/// <summary>A git repository, read by two processes: one <c>git log</c>, one <c>git cat-file --batch</c>.</summary>
/// <param name="folder">The repository: its work tree, a folder in it, or a bare repository.</param>
internal sealed class GitRepository(string folder)
{
    // A line of our format begins with this; the raw lines of git begin with a colon.
    private const char Mark = '\u0001';

    /// <summary>The commits that changed a file, oldest first; renames are not followed.</summary>
    /// <param name="path">The file's path in the repository, relative to the folder.</param>
    /// <param name="mainLine">Whether only first parents are followed, so that a merged branch counts as one
    /// change.</param>
    /// <param name="cancellation">Ends git.</param>
    /// <returns>The commits; empty where none touches the path.</returns>
    public async Task<IReadOnlyList<GitRevision>> RevisionsAsync(
        string path, bool mainLine, CancellationToken cancellation)
    {
        string[] line = mainLine ? ["--first-parent"] : [];
        using var git = Start([
            "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "log.follow=false",
            "-c", "log.showSignature=false", "-c", "log.showRoot=true",
            "log", "--reverse", "--topo-order", .. line, "--diff-merges=first-parent", "--no-renames", "--raw",
            "--no-abbrev", "--no-color", "--encoding=UTF-8", $"--format=%x01%H%x00%an%x00%at%x00%s", "--", path,
        ]);
        git.StandardInput.Close();
        await using var killed = cancellation.Register(() => Kill(git)).ConfigureAwait(false);
        var complaints = git.StandardError.ReadToEndAsync(cancellation);
        var revisions = new List<GitRevision>();
        var answer = await git.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);

        // Not by lines as .NET has them: a carriage return in a subject would end one.
        foreach (var text in answer.Split('\n'))
        {
            if (text.StartsWith(Mark)) revisions.Add(Header(text));
            else if (text.StartsWith(':') && revisions.Count > 0) revisions[^1] = WithBlob(revisions[^1], text, path);
        }

        await git.WaitForExitAsync(cancellation).ConfigureAwait(false);
        var complaint = await complaints.ConfigureAwait(false);
        return git.ExitCode == 0 ? revisions : throw Refused(complaint);
    }

    /// <summary>The bytes of revisions, in turn; those that deleted the file give null.</summary>
    /// <param name="revisions">What to read.</param>
    /// <param name="cancellation">Ends git.</param>
    /// <returns>Each revision with its bytes.</returns>
    public async IAsyncEnumerable<(GitRevision Revision, byte[]? Bytes)> ContentsAsync(
        IReadOnlyList<GitRevision> revisions, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var git = Start(["cat-file", "--batch"]);
        await using var killed = cancellation.Register(() => Kill(git)).ConfigureAwait(false);
        var complaints = git.StandardError.ReadToEndAsync(cancellation);
        var asking = AskAsync(git.StandardInput, revisions, cancellation);
        using var answers = new BufferedStream(git.StandardOutput.BaseStream, 64 * 1024);
        foreach (var revision in revisions)
        {
            if (revision.Blob is null)
            {
                yield return (revision, null);
                continue;
            }

            var bytes = ReadBlob(answers)
                ?? throw Refused(
                    await complaints.ConfigureAwait(false), $"it has no bytes for commit {revision.Commit}");
            yield return (revision, bytes);
        }

        await asking.ConfigureAwait(false);
        await git.WaitForExitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task AskAsync(
        StreamWriter input, IReadOnlyList<GitRevision> revisions, CancellationToken cancellation)
    {
        try
        {
            foreach (var revision in revisions)
            {
                if (revision.Blob is not null)
                    await input.WriteAsync($"{revision.Blob}\n".AsMemory(), cancellation).ConfigureAwait(false);
            }

            input.Close();
        }
        catch (IOException)
        {
            // git has ended before its time; the reading side says so.
        }
    }

    // "<name> blob <length>\n<bytes>\n", or "<name> missing\n".
    private static byte[]? ReadBlob(BufferedStream answers)
    {
        var header = new StringBuilder();
        int next;
        while ((next = answers.ReadByte()) is not ('\n' or -1))
            _ = header.Append((char)next);

        var fields = header.ToString().Split(' ');
        if (fields is not [_, "blob", var digits]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var bytes = new byte[length];
        var read = answers.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return read == length && answers.ReadByte() == '\n' ? bytes : null;
    }

    private static GitRevision Header(string text)
    {
        var fields = text[1..].Split('\0', 4);

        // A commit can claim any time, also one that is none.
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        var time = long.TryParse(fields[2], Whole, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(
                seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            : DateTimeOffset.UnixEpoch;
        return new(fields[0], fields[1], time, fields[3], null);
    }

    // ":100644 100644 <old> <new> M\t<path>"
    private static GitRevision WithBlob(GitRevision revision, string text, string path)
    {
        var parts = text.Split('\t', 2);
        var fields = parts[0].Split(' ');
        if (IsBelow(path, parts[1]))
            throw new RefusalException(ExitCode.Misuse, $"'{path}' is a folder in the repository; name the file in it");

        return fields[4] == "D" ? revision : revision with { Blob = fields[3] };
    }

    // What git names is relative to the repository's root, what the user named perhaps to a folder in it.
    private static bool IsBelow(string folder, string named) =>
        $"/{named}".Contains($"/{folder.TrimEnd('/')}/", StringComparison.Ordinal)
        && !$"/{named}".EndsWith($"/{folder}", StringComparison.Ordinal);

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "--no-pager", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // Set inside hooks, and then stronger than the folder the user named.
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
            _ = start.Environment.Remove(name);

        try
        {
            return Process.Start(start) ?? throw new RefusalException("git did not start");
        }
        catch (Win32Exception)
        {
            throw new RefusalException("git is not to be found on the PATH; install it to import from a git history");
        }
    }

    private RefusalException Refused(string complaint, string otherwise = "it ended without saying why")
    {
        var said = complaint.Split('\n', 2)[0].Trim();
        var reason = said.StartsWith("fatal: ", StringComparison.Ordinal) ? said["fatal: ".Length..] : said;
        return new($"git cannot read '{folder}': {(reason.Length > 0 ? reason : otherwise)}");
    }

    private static void Kill(Process git)
    {
        try
        {
            git.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
