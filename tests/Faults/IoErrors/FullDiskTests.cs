using System.Diagnostics;
using System.Globalization;
using Timeline.Storage;
using Timeline.Tests.Faults.Injecting;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.IoErrors;

/// <summary>Disks that are really full, and writes that are really cut short.</summary>
public sealed class FullDiskTests
{
    private const int Steps = 120;

    [Fact]
    public async Task A_store_on_a_full_disk_says_so_and_goes_on_when_there_is_room()
    {
        Needs.Administrator("Mounting a small disk");
        await using var judges = new Judges(Extent.Seed);
        var refused = 0;
        var sizes = Enumerable.Range(0, Extent.Of(@short: 1, @long: 20)).Select(i => 40 + (4 * i)).ToList();
        foreach (var size in sizes)
        {
            using var disk = new Folder();
            Run("mount", "-t", "tmpfs", "-o", $"size={Text(size)}k", "tmpfs", disk.Path);
            try
            {
                await using var child = Child.Write(
                    disk.Store, Extent.Seed, 0, Steps, [Writing.GoesOn], environment: Temporary(disk));
                await child.UntilAsync(it => Refusal.Of(it).Count >= 3);
                if (Refusal.Of(child) is { Count: >= 3 } refusals)
                {
                    refused++;
                    Assert.Null(refusals.Select(it => it.Fault([StoreTrouble.DiskFull])).FirstOrDefault(fault => fault is not null));
                }

                Run("mount", "-o", "remount,size=16m", disk.Path);
                Assert.Equal((0, ""), await child.EndAsync());
                var verdict = await judges.JudgeAsync(disk.Store, Steps);
                Assert.True(verdict.IsGood, $"{verdict} on {size} KB");
            }
            finally
            {
                Run("umount", disk.Path);
            }
        }

        Assert.True(refused > sizes.Count / 2, $"only {refused} of {sizes.Count} disks were full");
        Figures.Report("a full disk, SQLite", $"{sizes.Count} disks, {refused} full, all went on with room, lost 0, corrupt 0");
    }

    [Fact]
    public async Task A_store_whose_writes_are_cut_short_says_so_and_holds_what_was_acknowledged()
    {
        Needs.Tool("prlimit", "util-linux");
        await using var judges = new Judges(Extent.Seed);
        var limits = Enumerable.Range(1, Extent.Of(@short: 2, @long: 60)).Select(i => (i * Extent.Of(9000, 1100)) + (i * 37 % 512)).ToList();
        var refused = 0;
        Points.AssertGood(await Points.TryEachAsync(limits, async limit =>
        {
            using var folder = new Folder();
            await using var child = Child.Write(
                folder.Store,
                Extent.Seed,
                0,
                Steps,
                wrapper: ["prlimit", $"--fsize={Text(limit)}", "sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"],
                environment: new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" });
            var (exit, errors) = await child.EndAsync();
            if (exit is not (0 or 3)) return $"it ended with {exit} {errors}";
            var refusal = Refusal.Of(child).SingleOrDefault();
            if (refusal is not null) Interlocked.Increment(ref refused);
            if (refusal?.Fault([StoreTrouble.DiskFull]) is { } fault) return fault;
            var verdict = await judges.JudgeAsync(folder.Store, child.Acknowledged);
            return verdict.IsGood ? null : $"{verdict}";
        }));
        Assert.True(refused > limits.Count / 2, $"only {refused} of {limits.Count} were cut short");
        Figures.Report("short writes, SQLite", $"{limits.Count} limits, {refused} refusals, clean error {refused} of {refused}, lost 0, corrupt 0");
    }

    private static Dictionary<string, string> Temporary(Folder folder) => new() { ["SQLITE_TMPDIR"] = folder.Path };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
