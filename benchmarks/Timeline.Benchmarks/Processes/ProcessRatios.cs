using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;

namespace Timeline.Benchmarks.Processes;

/// <summary>What a user of the command line waits for: whole processes, on the history of a file that was imported.</summary>
/// <remarks>git is there for orientation: it is compiled to machine code, and does less.</remarks>
internal static class ProcessRatios
{
    private const int Rounds = 15;
    private const double Orientation = 1_000;

    public static IEnumerable<Contest> All(Effort effort)
    {
        if (effort.IsQuick)
        {
            Console.Error.WriteLine("process: left out of a quick look, as the command is published first");
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("timeline-process-").FullName;
        var command = PublishedCommand.Make(Path.Combine(folder, "bin"));
        var repository = Directory.CreateDirectory(Path.Combine(folder, "git")).FullName;
        GitHistory.Make(repository);
        var work = Import(command, folder, repository, 0);
        var (first, last) = (20, GitHistory.Revisions - 1);

        Func<double> Ours(params string[] arguments) => () => WholeProcess.Nanoseconds(work, command, arguments);
        Func<double> Git(params string[] arguments) => () => WholeProcess.Nanoseconds(repository, "git", arguments);

        Contest[] waits =
        [
            .. Both("start-up", 100, Git("--version"), Ours("--version")),
            .. Both("log", 250, Git("log", "--oneline", "--", GitHistory.File), Ours("log", GitHistory.File)),
            .. Both("show", 250, Git("show", $"HEAD:{GitHistory.File}"), Ours("show", GitHistory.File)),
            .. Both("diff of neighbours", 250, Git("diff", "HEAD~1", "HEAD"), Ours("diff", GitHistory.File, "head~1", "head")),
            .. Both(
                "diff far apart", 250, Git("diff", $"HEAD~{last - first}", "HEAD"),
                Ours("diff", GitHistory.File, $"{first}", $"{last}")),
            .. Both("blame", 1_000, Git("blame", GitHistory.File), Ours("blame", GitHistory.File)),
            Beside("verify", Git("fsck", "--full", "--no-progress"), Ours("verify")),
        ];
        foreach (var contest in waits) yield return contest;

        var imported = 0;
        yield return Of($"import of {GitHistory.Revisions} revisions", TimeSpan.FromSeconds(6), () =>
        {
            var started = TimeProvider.System.GetTimestamp();
            _ = Import(command, folder, repository, ++imported);
            return TimeProvider.System.GetElapsedTime(started).TotalNanoseconds;
        }) with
        { Rounds = 3 };

        var packed = Directory.EnumerateFiles(Path.Combine(repository, ".git", "objects", "pack"), "*.pack").Sum(Length);
        var store = Directory.EnumerateFiles(Path.Combine(work, ".timeline")).Sum(Length);
        yield return new Contest("bytes of that history", "git's pack", 2, () => packed, () => store, "B") { Rounds = 1 };
        Directory.Delete(folder, recursive: true);
    }

    // What was measured against the time that is allowed is not measured again for git.
    private static IEnumerable<Contest> Both(string name, int milliseconds, Func<double> git, Func<double> ours)
    {
        Queue<double> measured = new();
        yield return Of(name, TimeSpan.FromMilliseconds(milliseconds), () =>
        {
            measured.Enqueue(ours());
            return measured.Last();
        });
        yield return Beside(name, git, measured.Dequeue);
    }

    private static Contest Of(string name, TimeSpan most, Func<double> ours) =>
        new(name, Figure.Of(most.TotalNanoseconds, "ns"), 1, () => most.TotalNanoseconds, ours, "ns") { Rounds = Rounds };

    private static Contest Beside(string name, Func<double> git, Func<double> ours) =>
        new(name, "git, for orientation", Orientation, git, ours, "ns") { Rounds = Rounds };

    private static string Import(string command, string folder, string repository, int number)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, $"work{number}")).FullName;
        _ = WholeProcess.Run(
            work, command, "import", GitHistory.File, "--git", repository, "--path-in-repo", GitHistory.File);
        return work;
    }

    private static long Length(string file) => new FileInfo(file).Length;
}
