using System.Runtime.CompilerServices;

namespace Timeline.Merges;

/// <summary>The true merges of a file in a git repository.</summary>
/// <param name="folder">The repository: its work tree, a folder in it, or a bare repository.</param>
internal sealed class GitMerges(string folder)
{
    /// <summary>
    /// Every commit with two parents whose versions of the file differ from their merge base's and from each other.
    /// </summary>
    /// <param name="file">The file's path from the root of the repository.</param>
    /// <param name="cancellation">Ends git.</param>
    /// <returns>The merges reachable from the head, oldest first.</returns>
    public async IAsyncEnumerable<MergeCase> ReplayAsync(
        string file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new RefusalException(ExitCode.Trouble, $"there is no folder '{folder}'");
        if (file.Contains('\n', StringComparison.Ordinal))
            throw new RefusalException(ExitCode.Misuse, "a path with a line break cannot be asked of git");
        var log = await AskAsync(
            ["rev-list", "--topo-order", "--reverse", "--min-parents=2", "--max-parents=2", "--parents", "HEAD"],
            "",
            cancellation).ConfigureAwait(false);
        string[][] merges = [.. log.Lines.Select(line => line.Split(' '))];
        var blobs = await BlobsAsync(merges.SelectMany(merge => merge), file, cancellation).ConfigureAwait(false);
        for (var i = 0; i < merges.Length; i++)
        {
            if (blobs[3 * i] is { } committed && blobs[(3 * i) + 1] is { } ours && blobs[(3 * i) + 2] is { } theirs
                && ours != theirs
                && await BaseAsync(merges[i], file, cancellation).ConfigureAwait(false) is { } before
                && before != ours && before != theirs)
            {
                yield return new MergeCase(
                    merges[i][0][..12],
                    await BytesAsync(before, cancellation).ConfigureAwait(false),
                    await BytesAsync(ours, cancellation).ConfigureAwait(false),
                    await BytesAsync(theirs, cancellation).ConfigureAwait(false),
                    await BytesAsync(committed, cancellation).ConfigureAwait(false));
            }
        }
    }

    private async Task<string?> BaseAsync(string[] merge, string file, CancellationToken cancellation)
    {
        var found = await GitProgram.RunAsync(folder, ["merge-base", merge[1], merge[2]], "", cancellation)
            .ConfigureAwait(false);
        if (found.Lines is not [var commit, ..]) return null;
        return (await BlobsAsync([commit], file, cancellation).ConfigureAwait(false))[0];
    }

    /// <summary>For each commit the name of the file's blob, or null where there is no such file.</summary>
    private async Task<string?[]> BlobsAsync(
        IEnumerable<string> commits, string file, CancellationToken cancellation)
    {
        var asked = string.Concat(commits.Select(commit => $"{commit}:{file}\n"));
        var answer = await AskAsync(["cat-file", "--batch-check"], asked, cancellation).ConfigureAwait(false);
        return [.. answer.Lines.Select(line => line.Split(' ') is [var name, "blob", _] ? name : null)];
    }

    private async Task<byte[]> BytesAsync(string blob, CancellationToken cancellation) =>
        (await AskAsync(["cat-file", "blob", blob], "", cancellation).ConfigureAwait(false)).Output;

    private async Task<GitProgram.Answer> AskAsync(string[] arguments, string input, CancellationToken cancellation)
    {
        var answer = await GitProgram.RunAsync(folder, arguments, input, cancellation).ConfigureAwait(false);
        return answer.ExitCode == 0
            ? answer
            : throw new RefusalException(ExitCode.Trouble, $"git cannot read '{folder}': {answer.Reason}");
    }
}
