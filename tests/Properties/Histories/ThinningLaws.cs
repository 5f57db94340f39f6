using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;

namespace Timeline.Tests.Properties.Histories;

public sealed class ThinningLaws
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 20, 30, 0, TimeSpan.Zero);

    private static readonly Retention Usual = Retention.Thinning.Default;

    // Ages of an hour and of six, so that small numbers meet every step; the last of them ends.
    private static readonly Retention Ending = new Retention.Thinning(
    [
        new(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10)),
        new(TimeSpan.FromHours(12), TimeSpan.FromMinutes(10)),
        new(TimeSpan.FromDays(2), TimeSpan.FromHours(3)),
        new(TimeSpan.FromDays(8), TimeSpan.FromHours(24)),
    ]);

    /// <summary>Minutes between one version and the next: mostly few, now and then hours and days.</summary>
    private static Arbitrary<int[]> Gaps { get; } = Gen.Frequency(
            (6, Gen.Choose(0, 40)), (3, Gen.Choose(0, 600)), (1, Gen.Choose(0, 5000)))
        .ArrayOf()
        .ToArbitrary();

    [Fact]
    public void Thinning_keeps_the_newest_version_of_each_interval_of_its_step() =>
        Law.Holds(Gaps, gaps =>
        {
            var (line, now) = Line(gaps);
            var kept = Usual.Plan(line, now).Kept;
            foreach (var mark in line)
            {
                var age = now - mark.Stamp.Time;
                var interval = age <= TimeSpan.FromDays(1) ? 0 : age <= TimeSpan.FromDays(7) ? 60 : 24 * 60;
                var hasNewer = interval > 0 && line.Any(it => it.Index > mark.Index
                    && Minutes(it) / interval == Minutes(mark) / interval);
                Assert.Equal(!hasNewer || mark == line[^1], kept.Contains(mark.Index));
            }
        });

    [Fact]
    public void Pruning_twice_at_one_moment_is_pruning_once() =>
        Law.Holds(Gaps, gaps =>
        {
            var (line, now) = Line(gaps);
            return Rules.All(rule => rule.Plan(Rest(rule, line, now), now).Dropped.IsEmpty);
        });

    [Fact]
    public void What_is_kept_later_was_kept_earlier() =>
        Law.Holds(Gaps, gaps =>
        {
            var (line, now) = Line(gaps);
            return Rules.All(rule => Later(gaps, now).All(later =>
                !rule.Plan(line, later).Kept.Except(rule.Plan(line, now).Kept).Any()));
        });

    [Fact]
    public void Pruning_as_versions_come_keeps_what_pruning_once_at_the_end_keeps() =>
        Law.Holds(Gaps, gaps =>
        {
            var (line, now) = Line(gaps);
            foreach (var rule in Rules)
            {
                VersionMark[] rest = [];
                foreach (var mark in line) rest = Rest(rule, [.. rest, mark], mark.Stamp.Time);
                foreach (var later in Later(gaps, now)) rest = Rest(rule, rest, later);
                Assert.Equal(Rest(rule, line, Later(gaps, now)[^1]), rest);
            }
        });

    [Fact]
    public void The_newest_and_the_pinned_stay_and_pins_stand_for_nothing_else() =>
        Law.Holds(Gaps, gaps =>
        {
            var (line, now) = Line(gaps);
            int[] pins = [.. line.Select(mark => mark.Index).Where(index => index % 3 == 0)];
            foreach (var rule in Rules)
            {
                var plan = rule.Plan(line, now, pins);
                Assert.Equal(line[^1].Index, plan.Kept[^1]);
                Assert.Equal(rule.Plan(line, now).Kept.Union(pins).Order(), plan.Kept);
                Assert.Equal(line.Select(mark => mark.Index), plan.Kept.Concat(plan.Dropped).Order());
            }
        });

    private static Retention[] Rules => [Usual, Ending, Usual.Or(Ending), Ending.Or(new Retention.NotOlderThan(TimeSpan.FromHours(5)))];

    private static (VersionMark[] Line, DateTimeOffset Now) Line(int[] gaps)
    {
        var time = Start;
        List<VersionMark> line = [new(0, new Stamp(time))];
        foreach (var gap in gaps) line.Add(new(line.Count, new Stamp(time += TimeSpan.FromMinutes(gap))));
        return ([.. line], time);
    }

    private static DateTimeOffset[] Later(int[] gaps, DateTimeOffset now) =>
        [.. gaps.Take(6).Append(90).Select(gap => now += TimeSpan.FromMinutes(gap))];

    private static VersionMark[] Rest(Retention rule, VersionMark[] line, DateTimeOffset now)
    {
        var kept = rule.Plan(line, now).Kept;
        return [.. line.Where(mark => kept.Contains(mark.Index))];
    }

    private static long Minutes(VersionMark mark) => mark.Stamp.Ticks / TimeSpan.TicksPerMinute;
}
