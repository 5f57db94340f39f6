using Timeline.Histories;

namespace Timeline.Tests.Unit.Histories;

public sealed class ThinningTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void By_default_a_day_is_kept_whole_a_week_by_the_hour_and_the_rest_by_the_day()
    {
        string[] times =
        [
            "2026-03-01T08:00", "2026-03-01T23:59", "2026-03-02T00:00", "2026-03-14T10:00", "2026-03-14T10:59",
            "2026-03-14T11:00", "2026-03-19T11:10", "2026-03-19T11:20", "2026-03-19T12:00", "2026-03-19T12:01",
            "2026-03-20T11:59", "2026-03-20T12:00",
        ];
        var plan = Retention.Thinning.Default.Plan(Marks(times), Now);
        Assert.Equal([1, 2, 4, 5, 7, 8, 9, 10, 11], plan.Kept);
    }

    [Fact]
    public void A_version_of_a_day_does_not_stand_for_it_while_a_younger_one_of_the_day_is_kept()
    {
        // Noon of the 13th is a week ago; the version at 13:00 is in the week still and stands for the day later.
        var plan = Retention.Thinning.Default.Plan(Marks("2026-03-13T11:00", "2026-03-13T13:00", "2026-03-20T12:00"), Now);
        Assert.Equal([0], plan.Dropped);
    }

    [Fact]
    public void What_is_older_than_the_last_step_goes()
    {
        var rule = new Retention.Thinning([new(TimeSpan.FromDays(10), TimeSpan.FromDays(1))]);
        Assert.Equal([0], rule.Plan(Marks("2026-03-09T12:00", "2026-03-10T12:00", "2026-03-20T12:00"), Now).Dropped);
    }

    [Fact]
    public void Steps_must_be_there_grow_older_and_have_intervals_that_nest()
    {
        Assert.Throws<ArgumentException>(() => new Retention.Thinning([]));
        Assert.Throws<ArgumentException>(() => Steps((2, 1), (2, 1)));
        Assert.Throws<ArgumentException>(() => Steps((1, 2), (2, 3)));
        Assert.Throws<ArgumentException>(() => Steps((1, 2), (2, 0)));
        Assert.Throws<ArgumentException>(() => Steps((1, -1)));
        Assert.Equal(3, Steps((1, 0), (2, 2), (3, 6)).Steps.Length);
    }

    [Fact]
    public void Two_rules_with_equal_steps_are_equal()
    {
        Assert.Equal(Steps((1, 0), (2, 2)), Steps((1, 0), (2, 2)));
        Assert.Equal(Steps((1, 0)).GetHashCode(), Steps((1, 0)).GetHashCode());
        Assert.NotEqual(Steps((1, 0), (2, 2)), Steps((1, 0), (2, 4)));
    }

    private static Retention.Thinning Steps(params (int UpTo, int Every)[] steps) =>
        new(steps.Select(step => new ThinningStep(TimeSpan.FromHours(step.UpTo), TimeSpan.FromHours(step.Every))));

    private static VersionMark[] Marks(params string[] times) =>
    [
        .. times.Select((time, index) => new VersionMark(
            index, new Stamp(DateTimeOffset.Parse(time + "Z", System.Globalization.CultureInfo.InvariantCulture)))),
    ];
}
