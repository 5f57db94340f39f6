using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Merges;

/// <summary>What came of one case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Timeline">The merge of the values, written back in the style of ours.</param>
/// <param name="Git">The merge of the texts by <c>git merge-file</c>.</param>
/// <param name="NotJson">Which of the case's files is no JSON, so that there is nothing to compare; else null.</param>
public sealed record CaseResult(string Name, Outcome Timeline, Outcome Git, string? NotJson)
{
    /// <summary>Merges a case both ways.</summary>
    public static async Task<CaseResult> OfAsync(MergeCase merge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(merge);
        var (before, ours) = (Read(merge.Base), Read(merge.Ours));
        var (theirs, committed) = (Read(merge.Theirs), Read(merge.Committed));
        if (before is null || ours is null || theirs is null || committed is null)
        {
            var file = before is null ? "base" : ours is null ? "ours" : theirs is null ? "theirs" : "committed";
            return new CaseResult(merge.Name, default, default, file);
        }

        var result = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
        var written = Json.ToUtf8(result.Value, JsonStyle.Detect(merge.Ours.Span));
        var timeline = Judge(merge, committed, result.Open, result.Value, written);
        return new CaseResult(
            merge.Name, timeline, await GitAsync(merge, committed, cancellation).ConfigureAwait(false), null);
    }

    private static async Task<Outcome> GitAsync(MergeCase merge, Value committed, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("merges-");
        try
        {
            await WriteAsync("base", merge.Base).ConfigureAwait(false);
            await WriteAsync("ours", merge.Ours).ConfigureAwait(false);
            await WriteAsync("theirs", merge.Theirs).ConfigureAwait(false);
            var answer = await GitProgram.RunAsync(
                folder.FullName, ["merge-file", "-p", "-q", "ours", "base", "theirs"], "", cancellation)
                .ConfigureAwait(false);

            // The exit code counts the conflicts, up to 127; what is above is an error.
            if (answer.ExitCode > 127)
            {
                throw new RefusalException(ExitCode.Trouble, $"git cannot merge {merge.Name}: {answer.Reason}");
            }

            return Judge(merge, committed, answer.ExitCode, Read(answer.Output), answer.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task WriteAsync(string name, ReadOnlyMemory<byte> bytes) =>
            File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bytes, cancellation);
    }

    private static Outcome Judge(
        MergeCase merge, Value committed, int conflicts, Value? value, ReadOnlySpan<byte> bytes)
    {
        var isCommitted = conflicts == 0 && value is not null && value.Equals(committed);
        return new Outcome(conflicts, isCommitted, isCommitted && bytes.SequenceEqual(merge.Committed.Span));
    }

    private static Value? Read(ReadOnlyMemory<byte> bytes) =>
        Json.Parse(bytes.Span).MatchUnsafe(Right: value => value, Left: _ => (Value?)null);
}
