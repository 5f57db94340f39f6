using System.Globalization;
using Timeline.Tests.Faults.CrashStates;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.PowerCuts;

/// <summary>
/// The power goes at any call of the system that a load makes, in the middle of commits too: from a log of the calls follows what
/// a disk may be found with that takes what was not flushed in any order, by sectors, or not at all.
/// </summary>
public sealed class CrashStateTests
{
    [Fact]
    public async Task A_store_holds_all_that_was_acknowledged_in_whatever_state_the_disk_is_found()
    {
        Needs.Tool("strace", "strace");
        var (tally, within) = (new Tally(), new Tally());
        for (var load = 0; load < Extent.Of(@short: 1, @long: 8); load++)
        {
            var seed = Extent.Seed + 1000 + load;
            var trace = await TraceAsync(seed, 0, Extent.Of(@short: 10, @long: 50), []);
            await DrawAsync(trace, seed, Extent.Of(@short: 40, @long: 400), tally, Extent.Of(@short: 1, @long: 12), within);
        }

        Figures.Report(
            "power cut by trace, SQLite", $"{tally.Judged} states of the disk, {tally}; within recoveries {within.Judged} states, {within}");
        Assert.True(tally.IsGood, tally.First);
        Assert.True(within.IsGood, within.First);
    }

    [Theory]
    [InlineData("a store that leaves its flushes out")]
    [InlineData("flushes that only pretend")]
    [InlineData("flushes of the journal left out")]
    [InlineData("flushes of the store left out")]
    public async Task A_store_that_does_not_flush_is_caught(string how)
    {
        Needs.Tool("strace", "strace");
        var seed = Extent.Seed;
        var trace = how switch
        {
            "a store that leaves its flushes out" => await TraceAsync(seed, 0, 10, [], [Writing.WithoutFlushes]),
            "flushes that only pretend" => await TraceAsync(seed, 0, 10, ["-e", "inject=fsync,fdatasync:retval=0"]),
            "flushes of the store left out" => Without(await TraceAsync(seed, 0, 10, []), "store.db"),
            _ => Without(await TraceAsync(seed, 0, 10, []), "store.db-journal"),
        };
        var tally = new Tally();
        await DrawAsync(trace, seed, Extent.Of(@short: 60, @long: 400), tally);
        Figures.Report($"control of power cut by trace, SQLite: {how}", $"{tally.Judged} states of the disk, {tally}");
        Assert.False(tally.IsGood, "nothing was lost, so the harness is blind");
    }

    /// <summary>What a child did that took steps of a load.</summary>
    /// <param name="seed">The load.</param>
    /// <param name="from">The first of the steps.</param>
    /// <param name="count">How many.</param>
    /// <param name="wrapper">Options of strace besides.</param>
    /// <param name="options">Options of the child.</param>
    /// <param name="there">The files that are there before.</param>
    private static async Task<IReadOnlyList<DiskEvent>> TraceAsync(
        int seed,
        int from,
        int count,
        IReadOnlyList<string> wrapper,
        IReadOnlyList<string>? options = null,
        IReadOnlyDictionary<string, byte[]>? there = null)
    {
        using var folder = new Folder();
        var log = folder.File("log");
        var stores = Directory.CreateDirectory(folder.File("stores")).FullName;
        foreach (var (name, bytes) in there ?? new Dictionary<string, byte[]>())
            await File.WriteAllBytesAsync(Path.Combine(stores, name), bytes);
        await using var child = Child.Write(
            Path.Combine(stores, "store.db"), seed, from, count, options, [.. TraceReader.Wrapper(log), .. wrapper]);
        var (code, errors) = await child.EndAsync();
        Assert.True(code == 0, errors);
        return TraceReader.Read(File.ReadLines(log), stores, there?.Keys);
    }

    private static IReadOnlyList<DiskEvent> Without(IReadOnlyList<DiskEvent> trace, string name)
    {
        var files = trace.OfType<DiskEvent.Named>().Where(named => named.Name == name).Select(named => named.File).ToHashSet();
        return [.. trace.Where(what => what is not DiskEvent.Flushed flushed || !files.Contains(flushed.File))];
    }

    private static async Task DrawAsync(
        IReadOnlyList<DiskEvent> trace, int seed, int cuts, Tally tally, int recoveries = 0, Tally? within = null)
    {
        var random = new Random(seed);
        await using var judge = new Judge(seed);
        foreach (var at in Enumerable.Range(0, cuts).Select(_ => random.Next(trace.Count + 1)).Order().ToList())
        {
            var disk = new CrashDisk();
            foreach (var what in trace.Take(at)) disk.Do(what);
            var acknowledged = Acknowledged(trace.Take(at));
            var found = disk.Draw(random);
            var where = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, call {at} of {trace.Count}");
            await JudgeAsync(judge, found, acknowledged, where, tally);
            if (within is null || recoveries == 0 || !IsHot(found)) continue;
            recoveries--;
            await DrawRecoveryAsync(judge, found, seed, acknowledged, random, where, within);
        }
    }

    /// <summary>Cuts the power again, at each call with which a store recovers.</summary>
    private static async Task DrawRecoveryAsync(
        Judge judge, IReadOnlyDictionary<string, byte[]> there, int seed, int acknowledged, Random random, string where, Tally tally)
    {
        var trace = await TraceAsync(seed, 0, 0, [], there: there);
        var disk = new CrashDisk(there);
        for (var at = 0; at < trace.Count; at++)
        {
            disk.Do(trace[at]);
            for (var draw = 0; draw < 2 && disk.Pending > 0; draw++)
                await JudgeAsync(judge, disk.Draw(random), acknowledged, $"{where}, within its recovery, call {at}", tally);
        }
    }

    private static async Task JudgeAsync(
        Judge judge, IReadOnlyDictionary<string, byte[]> found, int acknowledged, string where, Tally tally)
    {
        using var folder = new Folder();
        foreach (var (name, bytes) in found) await File.WriteAllBytesAsync(folder.File(name), bytes);
        _ = await tally.JudgeAsync(judge, folder.Store, acknowledged, where);
    }

    private static int Acknowledged(IEnumerable<DiskEvent> trace) => trace
        .OfType<DiskEvent.Said>().Where(said => said.Line.StartsWith("done ", StringComparison.Ordinal))
        .Select(said => int.Parse(said.Line[5..], CultureInfo.InvariantCulture) + 1).LastOrDefault();

    private static bool IsHot(IReadOnlyDictionary<string, byte[]> found) =>
        found.TryGetValue("store.db-journal", out var journal) && journal is [not 0, ..];
}
