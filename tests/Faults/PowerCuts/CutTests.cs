using Timeline.Tests.Faults.Disks;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Program;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.PowerCuts;

/// <summary>
/// The power goes at any moment of a load, and again while the store is opened afterwards. A cut is a copy of the mounted
/// disk, taken while the process that writes stands still.
/// </summary>
public sealed class CutTests
{
    private const int Megabytes = 64;

    // A judge reads all of a store at every step it knows, so a load is ended before that is long.
    private const int Cuts = 12;
    private const int LongestGap = 16;

    private int _hot;
    private int _again;

    [Fact]
    public async Task A_store_holds_all_that_was_acknowledged_when_the_power_goes()
    {
        Image.Need(FileSystem.Ext4);
        var tally = new Tally();
        for (var load = 0; load < Extent.Of(@short: 1, @long: 6); load++)
            await CutAsync(FileSystem.Ext4, Extent.Seed + load, Extent.Of(@short: 4, @long: Cuts), tally);
        Report("power cut, SQLite", tally);
    }

    [Fact]
    public async Task Without_an_order_of_data_and_metadata_too()
    {
        if (!Extent.IsLong) Assert.Skip("Another file system is tried in the long run alone (TIMELINE_FAULTS=long).");
        Image.Need(FileSystem.Ext4Writeback);
        var tally = new Tally();
        for (var load = 0; load < 3; load++) await CutAsync(FileSystem.Ext4Writeback, Extent.Seed + 100 + load, Cuts, tally);
        Report("power cut, SQLite, ext4 data=writeback", tally);
    }

    [Fact]
    public async Task And_on_xfs()
    {
        if (!Extent.IsLong) Assert.Skip("Another file system is tried in the long run alone (TIMELINE_FAULTS=long).");
        Image.Need(FileSystem.Xfs);
        var tally = new Tally();
        for (var load = 0; load < 3; load++) await CutAsync(FileSystem.Xfs, Extent.Seed + 200 + load, Cuts, tally);
        Report("power cut, SQLite, xfs", tally);
    }

    [Theory]
    [InlineData("a store that leaves its flushes out")]
    [InlineData("eatmydata")]
    public async Task A_store_that_does_not_flush_is_caught(string how)
    {
        Image.Need(FileSystem.Ext4);
        if (how == "eatmydata") Needs.Tool("eatmydata", "eatmydata");
        using var shelf = Image.Shelf();
        await using var image = await Image.MakeAsync(shelf, FileSystem.Ext4, Megabytes);
        await using var judge = new Judge(Extent.Seed);
        await using var child = how == "eatmydata"
            ? Child.Write(image.At("store.db"), Extent.Seed, 0, 1_000_000, wrapper: ["eatmydata"])
            : Child.Write(image.At("store.db"), Extent.Seed, 0, 1_000_000, [Writing.WithoutFlushes]);
        var tally = new Tally();
        for (var cut = 0; cut < Extent.Of(@short: 1, @long: 4); cut++)
        {
            var wish = child.Acknowledged + 40;
            await child.UntilAsync(it => it.Acknowledged >= wish);
            child.Freeze();
            var acknowledged = await child.SettledAsync();
            await using var after = await image.RecoverAsync(await image.CopyAsync());
            child.Thaw();
            _ = await tally.JudgeAsync(judge, after.At("store.db"), acknowledged, $"cut {cut}");
        }

        Figures.Report($"control of power cut, SQLite: {how}", $"{tally.Judged} cuts, {tally}");
        Assert.False(tally.IsGood, "nothing was lost, so the harness is blind");
    }

    private async Task CutAsync(FileSystem kind, int seed, int cuts, Tally tally)
    {
        var random = new Random(seed);
        using var shelf = Image.Shelf();
        await using var image = await Image.MakeAsync(shelf, kind, Megabytes);
        await using var judge = new Judge(seed);
        await using var child = Child.Write(image.At("store.db"), seed, 0, 1_000_000);
        for (var cut = 0; cut < cuts; cut++)
        {
            var wish = child.Acknowledged + 1 + random.Next(LongestGap);
            await child.UntilAsync(it => it.Acknowledged >= wish);
            await Task.Delay(random.Next(4));
            child.Freeze();
            var acknowledged = await child.SettledAsync();
            Assert.True(acknowledged >= wish, "the child did nothing");
            await using var after = await image.RecoverAsync(await image.CopyAsync());
            var where = $"{kind}, seed {seed}, cut {cut}";
            if (IsHot(after.At("store.db-journal")))
            {
                _hot++;
                await CutRecoveryAsync(after, shelf.File($"log{_hot}-"), random, judge, seed, acknowledged, where, tally);
            }

            _ = await tally.JudgeAsync(judge, after.At("store.db"), acknowledged, where);

            // Only now: else it would be far ahead, and judges read all of a store.
            child.Thaw();
        }
    }

    /// <summary>Opens a store that has something to recover, and cuts the power within that, again and again.</summary>
    private async Task CutRecoveryAsync(
        Image image, string log, Random random, Judge judge, int seed, int acknowledged, string where, Tally tally)
    {
        if (Needs.Find("strace") is null) return;
        var store = image.At("store.db");
        for (var call = 1 + random.Next(3); ; call += 1 + random.Next(3))
        {
            await using var child = Child.Write(store, seed, acknowledged, 0, wrapper: Standstill.StoppedAt(call, store, $"{log}{call}"));
            if (!await Standstill.StandsStillAsync(child, $"{log}{call}")) return;
            _again++;
            await using var after = await image.RecoverAsync(await image.CopyAsync());
            _ = await tally.JudgeAsync(judge, after.At("store.db"), acknowledged, $"{where}, cut again at call {call} of its recovery");
        }
    }

    // Its first bytes are written, and flushed, before anything in the store is: without them there is nothing to recover.
    private static bool IsHot(string journal)
    {
        if (!File.Exists(journal)) return false;
        using var file = File.OpenRead(journal);
        return file.ReadByte() > 0;
    }

    private void Report(string run, Tally tally)
    {
        Figures.Report(run, $"{tally.Judged} cuts, of which {_hot} left a hot journal and {_again} were within a recovery, {tally}");
        Assert.True(tally.IsGood, tally.First);
    }
}
