using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;

namespace Timeline.Tests.Properties.ChangeLogs;

public sealed class ChangeLogLaws
{
    private static readonly Arbitrary<((int Seed, int Steps) Log, int? Count, int? Age)> Limited = (
        from seed in RecordedLog.Seeds.Generator
        from steps in Gen.Frequency((3, Gen.Constant(seed.Steps)), (1, Gen.Choose(80, 160)))
        from count in Gen.Choose(-3, 30)
        from age in Gen.Choose(-3, 30)
        select ((seed.Seed, steps), count > 0 ? count : (int?)null, age >= 0 ? age : (int?)null)).ToArbitrary();

    [Fact]
    public void A_log_keeps_what_its_limits_let_and_replays_from_its_original() =>
        Law.Holds(Limited, it =>
        {
            var (log, kept) = (new RecordedLog(it.Log.Seed, it.Log.Steps), new List<ChangeEntry>());
            var limits = new ChangeLogLimits { Count = it.Count, Age = it.Age is { } age ? TimeSpan.FromSeconds(age) : null };
            var actual = ChangeLog.Begin(log.Entries[0], limits);
            for (var at = 0; at < log.Entries.Count; at++)
            {
                var entry = log.Entries[at];
                if (at > 0) actual = actual.Add(entry);
                kept.Add(entry);
                _ = kept.RemoveAll(old => entry.Time - old.Time > (limits.Age ?? TimeSpan.MaxValue));
                if (kept.Count > limits.Count) kept.RemoveRange(0, kept.Count - limits.Count.Value);
                Assert.Equal((kept.Count, kept[0].Id, entry), (actual.Count, actual.First.Id, actual.Last));
            }

            Assert.Equal(kept, actual.Entries);
            var content = actual.Original.Value;
            Assert.True(log.Contents[(int)Math.Max(0, kept[0].Id.Number - 2)].Is(content));
            foreach (var entry in kept) content = Outcome.Right(ChangeReplay.Forward(content, entry));
            Assert.True(log.Contents[^1].Is(content));
        }, cases: 60);

    [Fact]
    public void Since_and_Latest_give_what_a_plain_search_gives() =>
        Law.Holds(Limited, it =>
        {
            var log = new RecordedLog(it.Log.Seed, it.Log.Steps);
            var limits = new ChangeLogLimits { Count = it.Count };
            var actual = log.Entries.Skip(1).Aggregate(ChangeLog.Begin(log.Entries[0], limits), (all, next) => all.Add(next));
            var kept = actual.Entries;
            foreach (var entry in log.Entries)
            {
                Assert.Equal(kept.Where(its => its.Id.Number >= entry.Id.Number), actual.Since(entry));
                Assert.Equal(kept.Where(its => its.Time >= entry.Time), actual.Since(entry.Time));
            }

            for (var count = 0; count < kept.Count + 2; count++)
                Assert.Equal(kept.Skip(kept.Count - count), actual.Latest(count));
        }, cases: 20);

    [Fact]
    public void Other_limits_keep_what_a_log_begun_with_them_keeps() =>
        Law.Holds(Limited, it =>
        {
            var log = new RecordedLog(it.Log.Seed, it.Log.Steps);
            var limits = new ChangeLogLimits { Count = it.Count, Age = it.Age is { } age ? TimeSpan.FromSeconds(age) : null };
            var late = All(null).With(limits);
            Assert.Equal(All(limits).Entries, late.Entries);
            Assert.Equal(All(limits).Original.Value, late.Original.Value);
            Assert.Same(late, late.With(limits));

            ChangeLog All(ChangeLogLimits? limits) =>
                log.Entries.Skip(1).Aggregate(ChangeLog.Begin(log.Entries[0], limits), (all, next) => all.Add(next));
        }, cases: 20);
}
