using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

public sealed class SnapshotPolicyTests
{
    [Fact]
    public void A_snapshot_is_due_when_the_patches_outweigh_it_by_the_factor()
    {
        var policy = new SnapshotPolicy(2);
        var begin = SnapshotPolicy.Begin(1000);
        var light = SnapshotPolicy.Add(begin, 2000 - SnapshotPolicy.WeightOfRow);
        Assert.False(policy.IsDue(begin));
        Assert.False(policy.IsDue(light));
        Assert.True(policy.IsDue(SnapshotPolicy.Add(light, 0)));
    }

    [Fact]
    public void Small_changes_to_a_large_document_rarely_make_a_snapshot()
    {
        var weight = SnapshotPolicy.Begin(5_000_000);
        var changes = 0;
        for (; !SnapshotPolicy.Default.IsDue(weight); changes++) weight = SnapshotPolicy.Add(weight, 60);
        Assert.InRange(changes, 100_000, 200_000);
    }
}
