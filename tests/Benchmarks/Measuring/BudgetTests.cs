using Timeline.Benchmarks.Measuring;

namespace Timeline.Tests.Benchmarks.Measuring;

public sealed class BudgetTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void Each_gets_an_equal_share_of_what_is_left()
    {
        var budget = new Budget(TimeSpan.FromSeconds(40), 4, _clock);
        Assert.Equal(TimeSpan.FromSeconds(10), budget.Next());
        _clock.Now += TimeSpan.FromSeconds(25);
        Assert.Equal(TimeSpan.FromSeconds(5), budget.Next());
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.FromSeconds(7), budget.Next());
    }

    [Fact]
    public void When_the_time_is_over_nothing_is_left()
    {
        var budget = new Budget(TimeSpan.FromSeconds(40), 4, _clock);
        _clock.Now += TimeSpan.FromSeconds(41);
        Assert.Equal(TimeSpan.Zero, budget.Next());
    }

    [Fact]
    public void More_parts_than_were_said_get_what_there_is()
    {
        var budget = new Budget(TimeSpan.FromSeconds(40), 1, _clock);
        _ = budget.Next();
        Assert.Equal(TimeSpan.FromSeconds(40), budget.Next());
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
