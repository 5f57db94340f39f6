using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Persisting;

/// <summary>What a program meets whose store is slow, or fails in the middle.</summary>
public sealed class StoreTroubleTests : IAsyncDisposable
{
    private readonly FaultyStore _store = new(new MemoryHistoryStore());
    private readonly Registry _registry = new();

    private WatchOptions<int> Each => new() { Journal = new() { Store = _store } };

    private WatchOptions<int> Grouped(int most) =>
        new() { Journal = new() { Store = _store, Durability = Durability.Grouped(most, TimeSpan.FromHours(1)) } };

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_was_written_unknown_to_the_program_is_no_other_programs()
    {
        var score = _registry.Watch("score", 0, Grouped(100)).Set(1).Set(2);
        _store.AfterAppend = () => throw new IOException("gone");
        _store.BeforeRead = () => throw new IOException("gone");
        _ = await Assert.ThrowsAsync<IOException>(async () => await score.FlushAsync());
        _store.AfterAppend = () => Task.CompletedTask;
        _store.BeforeRead = () => { };
        await score.Set(3).FlushAsync();
        await score.Set(4).FlushAsync();
        using var next = new Registry();
        Assert.Equal([0, 1, 2, 3, 4], next.Watch("score", 0, Each).History.Oldest().Select(version => version.Value));
    }

    [Fact]
    public void What_a_store_calls_an_unknown_outcome_is_asked_for_and_not_taken_for_nothing()
    {
        var score = _registry.Watch("score", 0, Each).Set(1);
        _store.AfterAppend = () => throw new HistoryStoreException(StoreTrouble.OutcomeUnknown, "the disk failed");
        _store.BeforeRead = () => throw new HistoryStoreException(StoreTrouble.InputOutput, "it still does");
        var told = Assert.Throws<TimelineException>(() => score.Set(2));
        Assert.Contains("not known", told.Message, StringComparison.Ordinal);
        _store.AfterAppend = () => Task.CompletedTask;
        _store.BeforeRead = () => { };
        _ = score.Set(3);
        using var next = new Registry();
        Assert.Equal([0, 1, 2, 3], next.Watch("score", 0, Each).History.Oldest().Select(version => version.Value));
    }

    [Fact]
    public async Task A_branch_that_was_made_unknown_to_the_program_and_deleted_is_deleted()
    {
        var score = _registry.Watch("score", 0, Grouped(100)).Branch("side").Switch("side");
        _store.AfterAppend = () => throw new IOException("gone");
        _store.BeforeRead = () => throw new IOException("gone");
        _ = await Assert.ThrowsAsync<IOException>(async () => await score.FlushAsync());
        _store.AfterAppend = () => Task.CompletedTask;
        _store.BeforeRead = () => { };
        await score.Switch("main").DeleteBranch("side").FlushAsync();
        var stored = Assert.Single(await _store.HistoriesAsync());
        Assert.Equal(("main", 1), (stored.Current.Text, stored.Branches.Length));
        await score.Branch("side").Switch("side").Set(1).FlushAsync();
    }

    [Fact]
    public void A_hook_that_sets_what_cannot_be_written_hears_of_it_once()
    {
        var heard = 0;
        using var registry = new Registry();
        var log = registry.Watch("log", 0, Grouped(1));
        using var hook = registry.OnFailure(failure =>
        {
            if (++heard < 50) _ = log.Set(heard);
        });
        _store.BeforeAppend = () => throw new IOException("disk");
        _ = log.Set(1);
        _ = Assert.Throws<IOException>(() => log.Set(2));
        Assert.Equal(1, heard);
        _store.BeforeAppend = () => Task.CompletedTask;
    }

    [Fact]
    public async Task A_listener_that_flushes_is_told_so_also_where_something_waits_to_be_written()
    {
        _store.BeforeAppend = async () => await Task.Delay(20);
        var score = _registry.Watch("score", 0, Grouped(100));
        Exception? thrown = null;
        using var listening = score.OnChange((it, version) => thrown = Record.Exception(() =>
        {
            _ = it.FlushAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
        }));
        await Task.Run(() => score.Set(1));
        Assert.Contains("Set without flushing", Assert.IsType<InvalidOperationException>(Assert.IsType<AggregateException>(thrown).InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_that_waits_for_room_can_be_given_up()
    {
        var open = new TaskCompletionSource();
        var score = _registry.Watch("score", 0, Grouped(1)).Set(1);
        _store.BeforeAppend = () => open.Task;
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await score.SetAsync(2, null, impatient.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(1, score.Value);
        open.SetResult();
    }

    [Fact]
    public async Task What_is_being_written_when_the_registry_ends_is_heard_before_the_end()
    {
        var open = new TaskCompletionSource();
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Each);
        List<int> heard = [];
        using var listening = score.Subscribe(new Hearing(heard));
        _store.BeforeAppend = () => open.Task;
        var setting = score.SetAsync(1).AsTask();
        var ending = registry.DisposeAsync().AsTask();
        open.SetResult();
        Assert.Equal(1, (await setting).Value);
        await ending;
        Assert.Equal([1, int.MaxValue], heard);
    }

    [Fact]
    public async Task The_registry_does_not_end_while_a_store_is_pruned()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Each with { Retention = new Retention.Latest(1) }).Set(1).Set(2);
        using var begun = new ManualResetEventSlim();
        using var open = new ManualResetEventSlim();
        _store.BeforePrune = () =>
        {
            begun.Set();
            open.Wait();
        };
        var pruning = Task.Run(score.Prune);
        begun.Wait();
        var ending = registry.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        open.Set();
        Assert.Equal(2, await pruning);
        await ending;
    }

    private sealed class Hearing(List<int> heard) : IObserver<Version<int>>
    {
        public void OnCompleted() => heard.Add(int.MaxValue);

        public void OnError(Exception error)
        {
        }

        public void OnNext(Version<int> value) => heard.Add(value.Value);
    }
}
