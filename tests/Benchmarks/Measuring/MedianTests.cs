using Timeline.Benchmarks.Measuring;

namespace Timeline.Tests.Benchmarks.Measuring;

public sealed class MedianTests
{
    [Fact]
    public void It_is_the_one_in_the_middle() => Assert.Equal(3, Median.Of([100, 1, 3]));

    [Fact]
    public void Between_two_in_the_middle_it_is_their_mean() => Assert.Equal(2.5, Median.Of([100, 1, 3, 2]));

    [Fact]
    public void One_disturbed_value_does_not_move_it() => Assert.Equal(3, Median.Of([1, 3, 1e9, 2, 4]));

    [Fact]
    public void The_values_stay_in_their_order()
    {
        double[] values = [3, 1, 2];
        _ = Median.Of(values);
        Assert.Equal([3, 1, 2], values);
    }

    [Fact]
    public void Of_nothing_there_is_none() => Assert.Throws<ArgumentException>(() => Median.Of([]));
}
