using Timeline.Storage;
using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.IoErrors;

/// <summary>Calls of the system that fail while a store is written, each of every kind, once or from then on.</summary>
public sealed class EveryStepTests
{
    private const int Steps = 60;

    // Which calls a run makes is the same each time.
    private static readonly Lazy<Task<IReadOnlyList<SystemCall>>> Calls = new(CallsAsync);

    private static readonly string[] Full = ["write", "pwrite64", "ftruncate", "openat", "fsync", "fdatasync"];
    private static readonly string[] Broken = [.. Full, "read", "pread64", "unlink", "fcntl", "fstat", "stat"];

    [Fact]
    public async Task A_store_says_what_is_wrong_and_holds_all_that_was_acknowledged()
    {
        Needs.Tool("strace", "strace");
        await using var judges = new Judges(Extent.Seed);
        var points = await PointsAsync(Extent.Of(@short: 1, @long: 12));
        var refused = 0;
        Points.AssertGood(await Points.TryEachAsync(points, async point =>
        {
            using var folder = new Folder();
            await using var child = Start(folder, point);
            var (exit, errors) = await child.EndAsync();
            var acknowledged = child.Acknowledged;
            if (exit == 0 && acknowledged == Steps) return await JudgeAsync(judges, folder, acknowledged, null);
            if (exit != 3) return $"it ended with {exit} {errors}";
            Interlocked.Increment(ref refused);
            var refusal = Refusal.Of(child).Single();
            return refusal.Fault(point.Allowed) ?? await JudgeAsync(judges, folder, acknowledged, refusal);
        }));
        AssertMet(refused, points.Count);
        Figures.Report(
            "I/O error at every step",
            $"{points.Count} faults, {refused} refusals, clean error {refused} of {refused}, verify clean {points.Count} of {points.Count}");
    }

    [Fact]
    public async Task The_same_store_goes_on_once_the_fault_is_over()
    {
        Needs.Tool("strace", "strace");
        await using var judges = new Judges(Extent.Seed);
        var points = (await PointsAsync(Extent.Of(@short: 1, @long: 12), 0.8)).Where(point => point.Until != int.MaxValue).ToList();
        var refused = 0;
        Points.AssertGood(await Points.TryEachAsync(points, async point =>
        {
            using var folder = new Folder();
            await using var child = Start(folder, point, "--goes-on");
            var (exit, errors) = await child.EndAsync();
            if (exit != 0) return $"it ended with {exit} {errors}";
            var refusals = Refusal.Of(child);
            if (refusals.Count > 0) Interlocked.Increment(ref refused);
            return refusals.Select(refusal => refusal.Fault(point.Allowed)).FirstOrDefault(fault => fault is not null)
                ?? await JudgeAsync(judges, folder, Steps, null);
        }));
        AssertMet(refused, points.Count);
        Figures.Report(
            "I/O error, and the same store goes on", $"{points.Count} faults, {refused} refused and done afterwards, lost 0, corrupt 0");
    }

    /// <summary>A fault that no store hears of tries nothing.</summary>
    private static void AssertMet(int refused, int tried) =>
        Assert.True(refused > tried / 2, $"only {refused} of {tried} faults were met");

    private static Child Start(Folder folder, Point point, params string[] options) => Child.Write(
        folder.Store,
        Extent.Seed,
        0,
        Steps,
        options,
        Strace.OfStore(folder.Store, [point.Call.Name]).At(folder.File("trace"), point.Call, point.Fault, point.Until));

    private static async Task<string?> JudgeAsync(Judges judges, Folder folder, int acknowledged, Refusal? refusal)
    {
        var verdict = await judges.JudgeAsync(folder.Store, acknowledged);
        if (!verdict.IsGood) return $"after {acknowledged} steps and {refusal} {verdict}";
        return refusal is not null && verdict.Steps > acknowledged && refusal.Trouble != StoreTrouble.OutcomeUnknown
            ? $"it did what it refused: {refusal}" : null;
    }

    private static async Task<IReadOnlyList<SystemCall>> CallsAsync()
    {
        using var folder = new Folder();
        await using var child = Child.Write(
            folder.Store, Extent.Seed, 0, Steps, wrapper: Strace.OfStore(folder.Store, Broken).Counting(folder.File("trace")));
        Assert.Equal((0, ""), await child.EndAsync());
        return Strace.Read(folder.File("trace"));
    }

    /// <summary>So many points of each fault of each call, as far as a run makes such calls.</summary>
    private static async Task<IReadOnlyList<Point>> PointsAsync(int count, double phase = 0.5)
    {
        var points = new List<Point>();
        foreach (var kind in (await Calls.Value).GroupBy(call => call.Name).OrderBy(kind => kind.Key))
        {
            foreach (var call in Points.Spread([.. kind], count, phase))
            {
                points.AddRange(new int?[] { null, call.Number + 3, int.MaxValue }.SelectMany(until => Faults(call, until)));
            }
        }

        // Within the suite one of three, so that each call is hit, and each fault.
        return Extent.IsLong ? points : [.. points.Where((_, i) => i % 3 == (i / 3) % 3)];
    }

    private static IEnumerable<Point> Faults(SystemCall call, int? until)
    {
        var broken = new[] { StoreTrouble.InputOutput, StoreTrouble.OutcomeUnknown };
        var full = new[] { StoreTrouble.DiskFull, StoreTrouble.OutcomeUnknown };

        // What cannot be opened for writing SQLite opens for reading, and then cannot write it.
        if (call.Name == "openat") full = [.. full, StoreTrouble.InputOutput];

        yield return new(call, Strace.Error("EIO"), until, broken);
        if (Full.Contains(call.Name)) yield return new(call, Strace.Error("ENOSPC"), until, full);
        if (call.Name is "write" or "pwrite64") yield return new(call, Strace.Answer(0), until, full);
    }

    /// <summary>One fault at one call.</summary>
    private sealed record Point(SystemCall Call, string Fault, int? Until, IReadOnlyList<StoreTrouble> Allowed)
    {
        public override string ToString() => $"{Fault} at {Call} until {Until}";
    }
}
