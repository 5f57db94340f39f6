using Timeline.Admission;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Observing;
using Timeline.Telemetry;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Telemetry;

public sealed class MeasurementTests : IDisposable
{
    private readonly Measured _measured = new();
    private readonly Registry _registry = new();

    [Fact]
    public void Versions_are_counted_however_they_are_made()
    {
        var score = _registry.Watch("score", 0);
        score.Set(1).Set(2).Undo().Rollback(0);
        score.Update(value => value + 1);
        score.Branch("other").Set(3);
        score.Switch("other").Set(4);
        score.Merge("main", MergePolicy.Theirs);
        Assert.Equal(8, _measured.Of(TelemetryNames.Versions).Count());
    }

    [Fact]
    public void Refusals_are_counted_by_reason()
    {
        var score = _registry.Watch("score", 1, new()
        {
            Rules = [Rule<int>.Of("positive", value => value > 0 ? null : "not positive")],
            Interceptors = [Interceptor<int>.Of("odd", value => value % 2 == 1 ? value : throw new ArgumentException("even"))],
        });
        Assert.ThrowsAny<Exception>(() => score.Set(-1));
        Assert.ThrowsAny<Exception>(() => score.Set(2));
        score.Freeze();
        Assert.ThrowsAny<Exception>(() => score.Set(3));
        Assert.Equal(
            ["rule", "interceptor", "frozen"],
            _measured.Of(TelemetryNames.Refusals).Select(it => it.Split('=')[1]));
        Assert.Empty(_measured.Of(TelemetryNames.Versions));
    }

    [Fact]
    public void Listeners_are_timed_and_what_they_throw_is_counted()
    {
        var score = _registry.Watch("score", 0);
        score.OnChange((_, _) => throw new NotSupportedException());
        score.Set(1).Set(2);
        Assert.Equal(
            Enumerable.Repeat("1 error.type=System.NotSupportedException", 2), _measured.Of(TelemetryNames.ListenerFailures));
        Assert.Equal(2, _measured.Values(TelemetryNames.DeliveryDuration).Count(took => took is > 0 and < 60));
    }

    [Fact]
    public async Task What_waits_for_an_asynchronous_listener_is_measured()
    {
        using SemaphoreSlim entered = new(0);
        using SemaphoreSlim go = new(0);
        var score = _registry.Watch("score", 0);
        score.OnChangeAsync(async (_, _, cancellation) =>
        {
            entered.Release();
            await go.WaitAsync(cancellation);
        });
        score.Set(1);
        await entered.WaitAsync();
        score.Set(2).Set(3);
        go.Release(3);
        await score.FlushAsync();
        Assert.Equal(["1", "1", "2"], _measured.Of(TelemetryNames.ListenerBacklog));
    }

    [Theory]
    [InlineData(SlowReader.Fail, "fail")]
    [InlineData(SlowReader.DropOldest, "drop_oldest")]
    [InlineData(SlowReader.DropNewest, "drop_newest")]
    public async Task What_a_slow_reader_misses_is_counted(SlowReader slowReader, string policy)
    {
        var score = _registry.Watch("score", 0);
        await using var reader = score.Changes(new() { Capacity = 1, SlowReader = slowReader }).GetAsyncEnumerator();
        score.Set(1).Set(2).Set(3);
        Assert.Equal(
            Enumerable.Repeat($"1 timeline.stream.slow_reader={policy}", 2), _measured.Of(TelemetryNames.StreamMissed));
    }

    [Fact]
    public void What_retention_drops_is_counted_and_traced()
    {
        var score = _registry.Watch("score", 0, new() { Retention = new Retention.Latest(2) });
        score.Set(1).Set(2).Set(3);
        Assert.Equal(2, score.Prune());
        Assert.Equal(["2"], _measured.Of(TelemetryNames.VersionsPruned));
        Assert.Equal(
            ["timeline.prune Unset timeline.variable.name=score timeline.version.count=2"], _measured.Activities);
    }

    [Fact]
    public async Task What_may_wait_is_traced_and_so_is_that_it_failed()
    {
        var score = _registry.Watch("score", 0, new() { Rules = [Rule<int>.Of("small", it => it < 9 ? null : "big")] });
        await score.SetAsync(1);
        await score.UpdateAsync((value, _) => new(value + 1));
        await Assert.ThrowsAsync<ValueRejectedException>(async () => await score.SetAsync(9));
        Assert.Throws<TimelineException>(() => score.Merge("nowhere"));
        const string Rejected = "error.type=Timeline.Admission.ValueRejectedException";
        Assert.Equal(
            [
                "timeline.set Unset timeline.variable.name=score",
                "timeline.set Unset timeline.variable.name=score",
                $"timeline.set Error timeline.variable.name=score {Rejected}",
                "timeline.merge Error timeline.variable.name=score error.type=Timeline.TimelineException",
            ],
            _measured.Activities);
    }

    [Fact]
    public void A_registry_counts_its_variables_until_it_is_disposed_of()
    {
        // Registries that other tests have let go of are counted until they are collected.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        foreach (var i in Enumerable.Range(0, 5_000)) _registry.Watch($"{i}", i);
        Assert.True(Count() >= 5_000);
        _registry.Dispose();
        Assert.True(Count() < 5_000);

        double Count()
        {
            _measured.Observe();
            return _measured.Values(TelemetryNames.Variables).Last();
        }
    }

    [Fact]
    public void A_writing_is_timed_whether_it_succeeds_or_not()
    {
        Meters.Flushed(TimeSpan.FromSeconds(2), 3, null);
        Meters.Flushed(TimeSpan.FromSeconds(4), 0, new IOException());
        Assert.Equal(["2", "4 error.type=System.IO.IOException"], _measured.Of(TelemetryNames.JournalFlushDuration));
        Assert.Equal(["3"], _measured.Of(TelemetryNames.JournalVersions));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _measured.Dispose();
    }
}
