using Timeline.Storage;
using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.IoErrors;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Kills;

/// <summary>
/// A fault while a store recovers from a fault: what a kill has left is opened again, and that is killed too, or fails, at every
/// k-th of its calls; and then it is opened in peace.
/// </summary>
public sealed class RecoveryTests
{
    private const int Steps = 60;
    private static readonly string[] All = [.. Strace.Changing, .. Strace.Looking];

    [Fact]
    public async Task An_opening_that_is_killed_while_it_recovers_loses_nothing()
    {
        Needs.Tool("strace", "strace");
        await using var judges = new Judges(Extent.Seed);
        var tried = 0;
        foreach (var at in Moments())
        {
            using var wounded = new Folder();
            var acknowledged = await WoundAsync(wounded, at);
            var opening = Opening(wounded);
            var calls = await opening.CallsAsync();
            var points = Points.Spread(calls, Extent.Of(@short: 4, @long: 40));
            tried += points.Count;
            Points.AssertGood(await Points.TryEachAsync(points, point => opening.KillAsync(
                point, (folder, _) => JudgeAsync(judges, folder, acknowledged), calls[point.Number * 7 % calls.Count])));
        }

        Figures.Report("kill while recovering", $"{tried} openings killed, then killed again, corrupt 0, lost 0, half visible 0");
    }

    [Fact]
    public async Task An_opening_that_fails_while_it_recovers_says_so_and_loses_nothing()
    {
        Needs.Tool("strace", "strace");
        await using var judges = new Judges(Extent.Seed);
        var (tried, refused) = (0, 0);
        foreach (var at in Moments())
        {
            using var wounded = new Folder();
            var acknowledged = await WoundAsync(wounded, at);
            var opening = Opening(wounded);
            var calls = await opening.CallsAsync(All);
            var points = Points.Spread(calls, Extent.Of(@short: 6, @long: 80));
            tried += points.Count;
            Points.AssertGood(await Points.TryEachAsync(points, async point => (await opening.FailAsync(
                point,
                Strace.Error(point.Number % 2 == 0 && Strace.Changing.Contains(point.Name) ? "ENOSPC" : "EIO"),
                point.Number % 3 == 0 ? int.MaxValue : null,
                async (folder, child) =>
                {
                    var (exit, errors) = await child.EndAsync();
                    if (exit is not (0 or 3)) return $"it ended with {exit} {errors}";
                    if (exit == 3) Interlocked.Increment(ref refused);
                    var fault = Refusal.Of(child).Select(it => it.Fault(
                        [StoreTrouble.InputOutput, StoreTrouble.DiskFull, StoreTrouble.OutcomeUnknown])).FirstOrDefault();
                    return fault ?? await JudgeAsync(judges, folder, acknowledged);
                })).Wrong));
        }

        Assert.True(refused > 0, "no fault was met");
        Figures.Report("I/O error while recovering", $"{tried} faults, {refused} refusals, corrupt 0, lost 0, half visible 0");
    }

    /// <summary>At which part of the calls of a load it is killed first.</summary>
    private static IEnumerable<double> Moments() =>
        Enumerable.Range(0, Extent.Of(@short: 1, @long: 5)).Select(i => 0.95 - (i * 0.2));

    /// <summary>A store whose journal is hot: all of a commit is in the file, and the journal would take it back.</summary>
    private static async Task<int> WoundAsync(Folder folder, double at)
    {
        using var notes = new Folder();
        using var trial = new Folder();
        await using var counted = Child.Write(
            trial.Store, Extent.Seed, 0, Steps, wrapper: Strace.OfStore(trial.Store, ["ftruncate"]).Counting(notes.File("trace")));
        _ = await counted.EndAsync();
        var ends = Strace.Read(notes.File("trace")).Where(call => call.Text.Contains("-journal>", StringComparison.Ordinal)).ToList();
        var point = ends[(int)(ends.Count * at)];
        await using var child = Child.Write(
            folder.Store,
            Extent.Seed,
            0,
            Steps,
            wrapper: Strace.OfStore(folder.Store, ["ftruncate"]).At(notes.File("killed"), point, Strace.Wait));
        Assert.Null(await Victim.KillBeforeAsync(child, notes.File("killed"), point));
        Assert.True(new FileInfo($"{folder.Store}-journal").Length > 512, "the journal is not hot");
        return child.Acknowledged;
    }

    private static Rehearsal Opening(Folder wounded) => new(
        wounded.Path,
        (folder, wrapper) => Child.Start(["open", folder.Store], wrapper),
        folder => [folder.Store, $"{folder.Store}-journal"]);

    private static async Task<string?> JudgeAsync(Judges judges, Folder folder, int acknowledged)
    {
        var verdict = await judges.JudgeAsync(folder.Store, acknowledged);
        return verdict.IsGood ? null : $"after {acknowledged} steps {verdict}";
    }
}
