using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Kills;

/// <summary>A process that is killed before every k-th call of the system by which it changes a store.</summary>
public sealed class EveryStepTests
{
    private static readonly int Steps = Extent.Of(@short: 60, @long: 200);

    // Which calls a run makes is the same each time.
    private static readonly Lazy<Task<IReadOnlyList<SystemCall>>> Calls = new(() => CallsAsync(Steps));

    [Fact]
    public async Task A_store_holds_all_that_was_acknowledged_and_of_what_was_on_its_way_all_or_nothing()
    {
        Needs.Tool("strace", "strace");
        var calls = await Calls.Value;
        await using var judges = new Judges(Extent.Seed);
        var points = Points.Spread(calls, Extent.Of(@short: 8, @long: 500));
        Points.AssertGood(await Points.TryEachAsync(points, point => KillAsync(judges, point)));
        Figures.Report(
            "kill at every step",
            $"{points.Count} of {calls.Count} system calls of {Steps} operations, corrupt 0, lost 0, half visible 0");
    }

    [Fact]
    public async Task It_does_so_wherever_it_is_killed_before_a_rare_call()
    {
        Needs.Tool("strace", "strace");
        var calls = await Calls.Value;
        await using var judges = new Judges(Extent.Seed);
        var kinds = calls.Where(call => call.Name != "write").GroupBy(call => call.Name).ToList();
        var points = kinds.SelectMany(kind => Points.Spread([.. kind], Extent.Of(@short: 1, @long: 40))).ToList();
        Points.AssertGood(await Points.TryEachAsync(points, point => KillAsync(judges, point)));
        Figures.Report(
            "kill before every kind of call",
            $"{points.Count} kills at {string.Join(", ", kinds.Select(kind => kind.Key).Order(StringComparer.Ordinal))}, corrupt 0, lost 0, half visible 0");
    }

    [Fact]
    public async Task A_disk_that_drops_a_write_in_silence_is_seen()
    {
        Needs.Tool("strace", "strace");

        // A page of the store's own file that never arrives, in the last commit: later ones write most pages again.
        await using var judges = new Judges(Extent.Seed);
        var (dropped, seen) = (0, 0);
        for (var steps = 40; steps < Extent.Of(@short: 41, @long: 60); steps++)
        {
            var calls = await CallsAsync(steps);
            var begin = calls.ToList().FindLastIndex(call => call.Name == "openat");
            var pages = calls.Skip(begin).Where(call => call.Name == "write" && call.Text.Contains(".db>", StringComparison.Ordinal));
            var points = pages.ToList();
            dropped += points.Count;
            seen += (await Points.TryEachAsync(points, point => DropAsync(judges, point, steps))).Count;
        }

        Assert.True(seen > dropped / 2, $"{seen} of {dropped} writes that were dropped were seen");
        Figures.Report("its control: a write dropped in silence", $"{seen} of {dropped} seen; the rest wrote what was there");
    }

    private static async Task<IReadOnlyList<SystemCall>> CallsAsync(int steps)
    {
        using var folder = new Folder();
        await using var child = Child.Write(
            folder.Store, Extent.Seed, 0, steps, wrapper: Strace.OfStore(folder.Store).Counting(folder.File("trace")));
        Assert.Equal((0, ""), await child.EndAsync());
        var calls = Strace.Read(folder.File("trace"));
        Assert.True(calls.Count > 10 * steps, $"only {calls.Count} calls were seen");
        Assert.Single(calls.Select(call => call.Thread).Distinct());
        return calls;
    }

    private static async Task<string?> KillAsync(Judges judges, SystemCall point)
    {
        using var folder = new Folder();
        await using var child = Start(folder, Steps, point, Strace.Wait);
        if (await Victim.KillBeforeAsync(child, folder.File("trace"), point) is { } fault) return fault;
        var verdict = await judges.JudgeAsync(folder.Store, child.Acknowledged);
        return verdict.IsGood ? null : $"after {child.Acknowledged} steps {verdict}";
    }

    private static async Task<string?> DropAsync(Judges judges, SystemCall point, int steps)
    {
        using var folder = new Folder();
        await using var child = Start(folder, steps, point, Strace.Answer(2048));
        if (await child.EndAsync() is not (0, "")) return "the child noticed";
        var verdict = await judges.JudgeAsync(folder.Store, steps);
        return verdict.IsGood ? null : $"{verdict}";
    }

    private static Child Start(Folder folder, int steps, SystemCall point, string fault) => Child.Write(
        folder.Store,
        Extent.Seed,
        0,
        steps,
        wrapper: Strace.OfStore(folder.Store, [point.Name]).At(folder.File("trace"), point, fault));
}
