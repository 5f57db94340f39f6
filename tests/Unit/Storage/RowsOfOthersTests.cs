using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Storage;

/// <summary>What stands in rows that somebody else has made.</summary>
public sealed class RowsOfOthersTests
{
    [Theory]
    [InlineData(999_999_999)]
    [InlineData(300_000)]
    public void A_length_that_lies_costs_no_memory(int said)
    {
        var packed = Compression.Compress(new byte[100], Compression.Quick);
        var header = new byte[8];
        var forged = header.AsSpan(0, Compression.WriteLength(header, said)).ToArray().Concat(packed.Skip(1)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Compression.TryInflate(forged));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(100_000)]
    [InlineData(30_000_000)]
    public void What_is_packed_as_tight_as_can_be_is_inflated(int length)
    {
        var plain = new byte[length];
        Assert.Equal(plain, Compression.TryInflate(Compression.Compress(plain, Compression.Quick)));
    }

    [Fact]
    public void Weights_that_nobody_has_weighed_do_not_overflow()
    {
        var weight = SnapshotPolicy.Add(new ChainWeight(long.MaxValue, long.MaxValue), long.MaxValue);
        Assert.False(SnapshotPolicy.Default.IsDue(weight));
    }
}
