using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Configuring;
using Timeline.Containers;

namespace Timeline.Tests.Unit.Configuring;

public sealed class ConfiguredObserversTests
{
    [Fact]
    public async Task They_are_flushed_all_and_disposed_of_in_reverse_whatever_fails()
    {
        List<string> log = [];
        var observers = Three(log, failing: "b");
        Assert.Equal("b", (await Assert.ThrowsAsync<IOException>(async () => await observers.FlushAsync())).Message);
        Assert.Equal(["flush a", "flush b", "flush c"], log);
        log.Clear();
        Assert.Equal("b", (await Assert.ThrowsAsync<IOException>(async () => await observers.DisposeAsync())).Message);
        await observers.DisposeAsync();
        observers.Dispose();
        Assert.Equal(["end c", "end b", "end a"], log);
    }

    [Fact]
    public async Task Several_failures_are_told_together()
    {
        List<string> log = [];
        var observers = Three(log, failing: "ab");
        Assert.Equal(2, (await Assert.ThrowsAsync<AggregateException>(async () => await observers.FlushAsync())).InnerExceptions.Count);
        Assert.Equal(2, Assert.Throws<AggregateException>(observers.Dispose).InnerExceptions.Count);
        Assert.Equal(6, log.Count);
    }

    [Fact]
    public void Disposing_of_them_ends_their_subscriptions_and_takes_no_new_ones()
    {
        var observers = ObserverCatalog.Standard.Build(ObserverConfiguration.FromJson("""[{"type":"collector"},{"type":"collector","replay":true}]"""));
        TrackedList<int> list = [];
        TrackedList<int> other = [1];
        using var first = observers.SubscribeTo(list);
        using (observers.SubscribeTo(other)) other.Add(2);
        other.Add(3);
        list.Add(1);
        var (plain, replayed) = ((ChangeCollector)observers.All[0], (ChangeCollector)observers.All[1]);
        Assert.Equal((2, 3), (plain.Count, replayed.Count));
        observers.Dispose();
        list.Add(2);
        Assert.Equal((2, 3), (plain.Count, replayed.Count));
        _ = Assert.Throws<ObjectDisposedException>(() => observers.SubscribeTo(list));
    }

    private static ConfiguredObservers Three(List<string> log, string failing)
    {
        var catalog = ObserverCatalog.Empty;
        foreach (var name in new[] { "a", "b", "c" })
            catalog = catalog.With(name, _ => () => new Told(name, log) { Fails = failing.Contains(name, StringComparison.Ordinal) });
        return catalog.Build(ObserverConfiguration.FromJson("""[{"type":"a"},{"type":"b"},{"type":"c"}]"""));
    }

    private sealed class Told(string name, List<string> log) : IFlushingObserver, IAsyncDisposable
    {
        public bool Fails { get; init; }

        public void OnNext(ChangeEntry value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public Task FlushAsync(CancellationToken cancellationToken = default) => Say("flush").AsTask();

        public ValueTask DisposeAsync() => Say("end");

        private ValueTask Say(string what)
        {
            log.Add($"{what} {name}");
            return Fails ? ValueTask.FromException(new IOException(name)) : ValueTask.CompletedTask;
        }
    }
}
