using LanguageExt;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.IoErrors;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;
using Timeline.Tests.Stores;

namespace Timeline.Tests.Faults.Kills;

/// <summary>
/// Faults at every k-th call of what rewrites much of a store at once: pruning, compacting, and the step to a newer format.
/// </summary>
public sealed class KeepingTests
{
    [Theory]
    [InlineData(nameof(IHistoryStore.PruneAsync))]
    [InlineData(nameof(IHistoryStore.CompactAsync))]
    public async Task Rewriting_a_store_is_done_or_not(string deed)
    {
        Needs.Tool("strace", "strace");
        await using var judges = new Judges(Extent.Seed);
        var (killed, failed, met) = (0, 0, 0);
        foreach (var step in await StepsOfAsync(deed, Extent.Of(@short: 1, @long: 3)))
        {
            using var basis = new Folder();
            await FillAsync(basis, step);
            var rehearsal = new Rehearsal(
                basis.Path,
                (folder, wrapper) => Child.Write(folder.Store, Extent.Seed, step, 1, wrapper: wrapper),
                folder => [folder.Store, $"{folder.Store}-journal"]);
            var calls = await rehearsal.CallsAsync();
            var points = Points.Spread(calls, Extent.Of(@short: 3, @long: 40));
            killed += points.Count;
            Points.AssertGood(await Points.TryEachAsync(points, point => rehearsal.KillAsync(
                point, (folder, child) => JudgeAsync(judges, folder, Math.Max(step, child.Acknowledged), null))));
            failed += points.Count;
            Points.AssertGood(await Points.TryEachAsync(points, async point => (await rehearsal.FailAsync(
                point,
                Strace.Error(point.Number % 2 == 0 ? "EIO" : "ENOSPC"),
                point.Number % 3 == 0 ? int.MaxValue : null,
                async (folder, child) =>
                {
                    Interlocked.Increment(ref met);
                    var (exit, errors) = await child.EndAsync();
                    if (exit is not (0 or 3)) return $"it ended with {exit} {errors}";
                    var refusal = Refusal.Of(child).SingleOrDefault();
                    return refusal?.Fault([StoreTrouble.InputOutput, StoreTrouble.DiskFull, StoreTrouble.OutcomeUnknown])
                        ?? await JudgeAsync(judges, folder, Math.Max(step, child.Acknowledged), refusal);
                })).Wrong));
        }

        Assert.True(met > failed / 2, $"only {met} of {failed} faults were met");
        Figures.Report($"faults while {deed[..^5].ToUpperInvariant()} runs", $"{killed} kills and {failed} errors, corrupt 0, lost 0, half visible 0");
    }

    [Fact]
    public async Task A_step_to_a_newer_format_is_done_or_not()
    {
        Needs.Tool("strace", "strace");
        const int Steps = 60;
        await using var judges = new Judges(Extent.Seed);
        using var basis = new Folder();
        await FillAsync(basis, Steps);
        var rehearsal = new Rehearsal(
            basis.Path,
            (folder, wrapper) => Child.Start(["upgrade", folder.Store], wrapper),
            folder => [folder.Store, $"{folder.Store}-journal"]);
        var points = Points.Spread(await rehearsal.CallsAsync(), Extent.Of(@short: 3, @long: 60));
        var newer = 0;
        async Task<string?> Judge(Folder folder)
        {
            if (Format(folder.Store) == 1) return await JudgeAsync(judges, folder, Steps, null);
            Interlocked.Increment(ref newer);
            return Format(folder.Store) == 2 ? await JudgeNewerAsync(folder) : "it has another format";
        }

        Points.AssertGood(await Points.TryEachAsync(points, point => rehearsal.KillAsync(point, (folder, _) => Judge(folder))));
        Points.AssertGood(await Points.TryEachAsync(points, async point => (await rehearsal.FailAsync(
            point, Strace.Error(point.Number % 2 == 0 ? "EIO" : "ENOSPC"), null, async (folder, child) =>
            {
                var (exit, errors) = await child.EndAsync();
                return exit is 0 or 3 ? await Judge(folder) : $"it ended with {exit} {errors}";
            })).Wrong));
        if (Extent.IsLong) Assert.True(newer > 0 && newer < 2 * points.Count, $"{newer} of {2 * points.Count} were upgraded");
        Figures.Report(
            "faults while the format is upgraded", $"{points.Count} kills and {points.Count} errors, {newer} upgraded and the rest as before, half 0");
    }

    /// <summary>The first steps of a load, after some, that do something.</summary>
    private static async Task<IReadOnlyList<int>> StepsOfAsync(string deed, int count)
    {
        await using var store = new MemoryHistoryStore();
        var load = new Load(Extent.Seed);
        var steps = new List<int>();
        while (steps.Count < count)
        {
            var before = load.Taken;
            var watched = new Watching(store);
            await load.Next()(watched);
            if (before > 40 && watched.Last == deed) steps.Add(before);
        }

        return steps;
    }

    private static async Task FillAsync(Folder folder, int steps)
    {
        var load = new Load(Extent.Seed);
        await using var store = SqliteHistoryStore.Open(folder.Store);
        while (load.Taken < steps) await load.Next()(store);
    }

    private static async Task<string?> JudgeAsync(Judges judges, Folder folder, int acknowledged, Refusal? refusal)
    {
        var verdict = await judges.JudgeAsync(folder.Store, acknowledged);
        if (!verdict.IsGood) return $"after {acknowledged} steps and {refusal} {verdict}";
        return refusal is not null && verdict.Steps > acknowledged && refusal.Trouble != StoreTrouble.OutcomeUnknown
            ? $"it did what it refused: {refusal}" : null;
    }

    private static long Format(string store)
    {
        // For writing, as only then what was begun is taken back.
        using var file = Database.Open(store, readOnly: false);
        return file.Number("PRAGMA user_version");
    }

    private static async Task<string?> JudgeNewerAsync(Folder folder)
    {
        using (var file = StoreFile.Open(folder.Store, SqliteStoreOptions.Default, Keeping.Newer))
        {
            var isWhole = file.Number("SELECT count(*) FROM extra") == 1
                && file.Number("SELECT x FROM extra") == file.Number("SELECT count(*) FROM version");
            if (!isWhole) return "the step is done by half";

            // As an older program would find it, were it not for its format.
            file.Execute("PRAGMA user_version=1; DROP TABLE extra");
        }

        await using var judges = new Judges(Extent.Seed);
        return await JudgeAsync(judges, folder, 60, null);
    }

    /// <summary>A store that says which of the deeds was asked of it last; null for none of them.</summary>
    private sealed class Watching(IHistoryStore inner) : StoreInFront(inner)
    {
        public string? Last { get; private set; }

        public override ValueTask<Either<TimelineError, Pruned>> PruneAsync(
            HistoryName history, IReadOnlySet<long> numbers, CancellationToken cancellation = default)
        {
            Last = nameof(PruneAsync);
            return base.PruneAsync(history, numbers, cancellation);
        }

        public override ValueTask CompactAsync(CancellationToken cancellation = default)
        {
            Last = nameof(CompactAsync);
            return base.CompactAsync(cancellation);
        }
    }
}
