using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class PrunePlanTests
{
    private static readonly StoredHistory History = new(
        HistoryName.Of("a"), 5, [new StoredBranch(BranchName.Main, new VersionRef(4, default))]);

    // 0 <- 1 <- 2 <- 4, and 3 on 1 with a snapshot of its own.
    private static readonly PrunePlan.Entry[] Entries =
    [
        new(null, false, false), new(0, false, false), new(1, false, false), new(1, false, true), new(2, false, false),
    ];

    [Fact]
    public void A_kept_version_whose_parent_goes_gets_a_snapshot_unless_it_has_one()
    {
        var plan = Make([0, 1]);
        Assert.Equal([0L, 1L], plan.Dropped);
        Assert.Equal([2L], plan.Cut);
    }

    [Fact]
    public void What_is_dropped_needs_no_snapshot() => Assert.Equal([4L], Make([0, 1, 2, 3]).Cut);

    [Fact]
    public void A_head_stays() => Assert.IsType<TimelineError.PruneOfHead>(
        Left(PrunePlan.Make(History, Entries, new HashSet<long> { 4 })));

    [Fact]
    public void An_unknown_number_is_an_error() => Assert.IsType<TimelineError.VersionNumberUnknown>(
        Left(PrunePlan.Make(History, Entries, new HashSet<long> { 5 })));

    private static PrunePlan Make(HashSet<long> numbers) =>
        Right(PrunePlan.Make(History, Entries, numbers));
}
