using Timeline.ChangeLogs;

namespace Timeline.Tests.Unit.ChangeLogs;

public sealed class ChangeLogTests
{
    private static readonly ChangeLog Log = ChangeLog.Begin(Samples.Init).Add(Samples.Added).Add(Samples.Replaced);

    [Fact]
    public void A_log_knows_where_it_begins_and_ends()
    {
        Assert.Equal([Samples.Init, Samples.Added, Samples.Replaced], Log.Entries);
        Assert.Equal((3, Samples.Init, Samples.Replaced), (Log.Count, Log.First, Log.Last));
        Assert.Equal(Samples.Content("""{"ports": [80]}"""), Log.Original);
    }

    [Fact]
    public void Adding_leaves_the_log_of_before_as_it_was()
    {
        var before = ChangeLog.Begin(Samples.Init);
        var (left, right) = (before.Add(Samples.Added), before.Add(Samples.Added with { Actor = "bob" }));
        Assert.Equal((1, "ada", "bob"), (before.Count, left.Last.Actor, right.Last.Actor));
        Assert.Equal("ada", left.Entries[1].Actor);
    }

    [Fact]
    public void What_is_dropped_moves_the_original_content_forward()
    {
        var brief = Log.With(new ChangeLogLimits { Count = 1 });
        Assert.Equal([Samples.Replaced], brief.Entries);
        Assert.Equal(Samples.Content("""{"ports": [80, 443]}"""), brief.Original);
        var young = Log.With(new ChangeLogLimits { Age = TimeSpan.FromMilliseconds(1) });
        Assert.Equal([Samples.Added, Samples.Replaced], young.Entries);
        Assert.Equal(Samples.Content("""{"ports": [80]}"""), young.Original);
    }

    [Fact]
    public void Since_includes_the_boundary()
    {
        Assert.Equal([Samples.Added, Samples.Replaced], Log.Since(Samples.Added));
        Assert.Equal([Samples.Added, Samples.Replaced], Log.Since(Samples.Added.Time));
        Assert.Equal(3, Log.Since(Samples.Noon).Count);
        Assert.Empty(Log.Since(Samples.Added.Time.AddTicks(1)));
        Assert.Empty(Log.Since(Samples.Replaced with { Id = new ChangeEntryId(Samples.Settings, 9) }));
        Assert.Equal([Samples.Replaced], Log.With(new ChangeLogLimits { Count = 1 }).Since(Samples.Init));
    }

    [Fact]
    public void What_does_not_follow_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ChangeLog.Begin(Samples.Added));
        Assert.Throws<ArgumentException>(() => ChangeLog.Begin(Samples.Init with { After = default }));
        Assert.Throws<ArgumentException>(() => Log.Add(Samples.Added));
        Assert.Throws<ArgumentException>(() => Log.Since(Samples.Added with { Id = Samples.Added.Origin }));
        var next = Samples.Replaced with { Id = new ChangeEntryId(Samples.Settings, 4) };
        Assert.Throws<ArgumentException>(() => Log.Add(next with { Time = Samples.Noon }));
        Assert.Throws<ArgumentException>(() => Log.Add(next with { ContentAfter = default }));
        Assert.Throws<ArgumentException>(() => Log.Add(next with { Id = next.Origin }));
        Assert.Equal(4, Log.Add(next).Count);
    }

    [Fact]
    public void Limits_that_keep_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeLogLimits { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeLogLimits { Age = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Latest(-1));
    }
}
