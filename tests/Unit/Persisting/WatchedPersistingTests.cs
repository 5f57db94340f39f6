using Timeline.Admission;
using Timeline.Histories;
using Timeline.Namespaces;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Tests.Unit.Watching;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Persisting;

public sealed class WatchedPersistingTests : IAsyncDisposable
{
    private readonly FaultyStore _store = new(new MemoryHistoryStore());
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    private WatchOptions<int> Kept => new() { Journal = new() { Store = _store } };

    private WatchOptions<int> Grouped =>
        new() { Journal = new() { Store = _store, Durability = Durability.Grouped(100, TimeSpan.FromHours(1)) } };

    private string File => Path.Combine(_folder, "saved.jsonl");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task A_registry_of_nothing_is_saved_and_loaded()
    {
        using var registry = new Registry();
        registry.Save(File);
        registry.Load(File);
        var score = registry.Watch("score", 1).Set(2);
        registry.Load(File);
        Assert.Equal(2, score.Value);
        Assert.Contains("holds no history of 'score', but of nothing", Assert.Throws<TimelineException>(() => score.Load(File)).Message, StringComparison.Ordinal);
        var said = await System.IO.File.ReadAllTextAsync(File);
        await System.IO.File.WriteAllTextAsync(File, "");
        Assert.Contains("there is no line", Assert.Throws<TimelineException>(() => registry.Load(File)).Message, StringComparison.Ordinal);
        await System.IO.File.WriteAllTextAsync(File, said + said);
        Assert.Contains("line 1: no document is in it", Assert.Throws<TimelineException>(() => registry.Load(File)).Message, StringComparison.Ordinal);
        await System.IO.File.WriteAllTextAsync(File, said.Replace("0", "1", StringComparison.Ordinal));
        Assert.Contains("line 1: ", Assert.Throws<TimelineException>(() => registry.Load(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rules_refuse_of_a_file_is_told_with_the_file()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", -1).Save(File);
        var refused = Assert.Throws<ValueRejectedException>(() => score.AddRule(Rule<int>.That("positive", it => it > 0)).Load(File));
        Assert.Equal($"'{File}': The value for 'score' is refused: positive", refused.Message);
        Assert.Equal(("score", "positive"), (refused.Variable, Assert.Single(refused.Failures).Rule));
        var config = registry.WatchNamespace("config").Set("port", -1);
        _ = config.Whole.Save(File);
        _ = config.Set("port", 1).AddRule(Rule<object?>.That("positive", it => it is not long number || number > 0));
        Assert.StartsWith($"'{File}': ", Assert.Throws<ValueRejectedException>(() => config.Whole.Load(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_started_again_goes_on_with_its_whole_history()
    {
        using (var registry = new Registry())
        {
            var score = registry.Watch("score", 0, Kept).Set(1, "first").Branch("side").Set(2);
            _ = score.Update(value => value + 10);
            _ = await score.SetAsync(5);
            _ = await score.UpdateAsync((value, _) => new(value + 1));
            _ = score.Rollback(1).Undo().Redo().Switch("side").Set(7);
            Assert.Equal("side", score.CurrentBranch);
        }

        using var next = new Registry();
        var again = await next.WatchAsync("score", 99, Kept);
        Assert.Equal(7, again.Value);
        Assert.Equal(["main", "side"], again.Branches);
        Assert.Equal([0, 1, 2, 12, 5, 6, 1, 6, 1], again.Switch("main").History.Oldest().Select(version => version.Value));
        Assert.Equal("first", again.At(1).Stamp.Label);
        Assert.Equal(99, again.Set(99).Value);
    }

    [Fact]
    public void Merges_and_what_was_deleted_come_back()
    {
        using (var registry = new Registry())
        {
            var list = registry.Watch("xs", new State(1, 2), new() { Journal = new() { Store = _store } });
            _ = list.Branch("side").Set(new(5, 2)).Switch("side").Set(new(1, 7)).Switch("main").Merge("side");
            Assert.Equal(new State(5, 7), list.Value);
            _ = list.DeleteBranch("side");
        }

        using var next = new Registry();
        var again = next.Watch("xs", new State(0, 0), new() { Journal = new() { Store = _store } });
        Assert.Equal((new State(5, 7), new State(1, 7)), (again.Value, again.LastChange.SecondParent!.Value));
        Assert.Equal(["main"], again.Branches);
    }

    [Fact]
    public async Task A_set_that_cannot_be_written_changes_nothing_and_calls_nobody()
    {
        using var registry = new Registry();
        List<int> heard = [];
        var score = registry.Watch("score", 0, Kept);
        using var listening = score.OnChange((_, version) => heard.Add(version.Value));
        _ = score.Set(1);
        _store.BeforeAppend = () => throw new HistoryStoreException(StoreTrouble.DiskFull, "no room");
        _ = Assert.Throws<HistoryStoreException>(() => score.Set(2));
        _ = Assert.Throws<HistoryStoreException>(() => score.Undo());
        _ = Assert.Throws<HistoryStoreException>(() => score.Branch("side"));
        _ = await Assert.ThrowsAsync<HistoryStoreException>(async () => await score.SetAsync(2));
        Assert.Equal((1, 2), (score.Value, score.Count));
        Assert.Equal(["main"], score.Branches);
        _store.BeforeAppend = () => Task.CompletedTask;
        _ = score.Set(3).Undo();
        Assert.Equal([1, 3, 1], heard);
    }

    [Fact]
    public void Sets_of_many_threads_are_each_durable_and_heard_in_order()
    {
        using var registry = new Registry();
        List<int> heard = [];
        var count = registry.Watch("count", 0, Kept);
        using var listening = count.OnChange((_, version) => heard.Add(version.Index));
        _ = Parallel.For(0, 200, _ => count.Update(value => value + 1));
        Assert.Equal((200, 200), (count.Value, count.LastChange.Index));
        Assert.Equal(Enumerable.Range(1, 200), heard);
        using var next = new Registry();
        Assert.Equal(200, next.Watch("count", 0, Kept).Value);
    }

    [Fact]
    public async Task What_is_there_already_is_said_to_be_there_only_when_it_is_durable()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Kept with { SkipUnchanged = true });
        var hold = new TaskCompletionSource();
        _store.BeforeAppend = () => hold.Task;
        var first = score.SetAsync(5).AsTask();
        var second = score.SetAsync(5).AsTask();
        Assert.False(second.IsCompleted);
        hold.SetException(new HistoryStoreException("no"));
        _ = await Assert.ThrowsAsync<HistoryStoreException>(() => first);
        _ = await Assert.ThrowsAsync<HistoryStoreException>(() => second);
        Assert.Equal((0, 1), (score.Value, score.Count));
    }

    [Fact]
    public async Task A_listener_may_set()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Kept);
        using var listening = score.OnChange((variable, version) => _ = version.Value < 5 ? variable.Set(version.Value + 1) : variable);
        _ = score.Set(1);
        Assert.Equal(5, score.Value);
        Assert.Equal(6, Assert.Single(await _store.HistoriesAsync()).Count);
    }

    [Fact]
    public async Task Grouped_a_set_returns_at_once_and_a_flush_writes_it()
    {
        var registry = new Registry();
        var durability = Durability.Grouped(100, TimeSpan.FromHours(1));
        var score = registry.Watch("score", 0, new() { Journal = new() { Store = _store, Durability = durability } });
        _ = score.Set(1).Set(2).Branch("side");
        Assert.Equal([1], _store.Appends);
        await registry.FlushAsync();
        Assert.Equal([1, 2], _store.Appends);
        _ = score.Set(3);
        _store.BeforeAppend = () => throw new HistoryStoreException("no");
        var unwritten = await Assert.ThrowsAsync<AggregateException>(async () => await registry.DisposeAsync());
        Assert.Contains("close again to try again", unwritten.Message, StringComparison.Ordinal);
        _store.BeforeAppend = () => Task.CompletedTask;
        await registry.DisposeAsync();
        using var next = new Registry();
        Assert.Equal((3, 2), (next.Watch("score", 0, Kept).Value, next.Find<int>("score").Branches.Count));
    }

    [Fact]
    public void Retention_prunes_the_store_too()
    {
        using (var registry = new Registry())
        {
            var score = registry.Watch("score", 0, Kept with { Retention = new Retention.Latest(3) });
            for (var value = 1; value < 10; value++) _ = score.Set(value);
            Assert.Equal(7, score.Prune());
            Assert.Equal(10, score.Set(10).Value);
        }

        using var next = new Registry();
        Assert.Equal([7, 8, 9, 10], next.Watch("score", 0, Kept).History.Oldest().Select(version => version.Index));
    }

    [Fact]
    public async Task A_registry_can_say_where_all_its_variables_are_kept()
    {
        var options = new RegistryOptions { Journal = new() { Store = _store, Prefix = "game/" } };
        using (var registry = new Registry(options)) _ = registry.Watch("a.b", "x").Set("y");
        using var next = new Registry(options);
        Assert.Equal("y", next.Watch("a.b", "z").Value);
        Assert.Equal(["game/a.b"], (await _store.HistoriesAsync()).Select(history => history.Name.Text));
    }

    [Fact]
    public void A_variable_and_a_registry_can_be_saved_and_loaded()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0).Set(1).Branch("side").Set(2);
        var name = registry.Watch("name", "ann").Set("bob");
        registry.Save(File);
        _ = score.Set(3);
        _ = name.Set("eve");
        registry.Load(File);
        Assert.Equal((2, "bob", 3), (score.Value, name.Value, score.Count));
        _ = score.Set(8).Load(File);
        Assert.Equal((2, 2), (score.Value, score.Branches.Count));
        _ = score.Save(File).Set(9).Load(File);
        Assert.Equal(4, score.Set(4).Value);
    }

    [Fact]
    public void What_cannot_be_loaded_leaves_every_variable_as_it_was()
    {
        using var registry = new Registry();
        var first = registry.Watch("first", 1);
        var second = registry.Watch("second", 1);
        registry.Save(File);
        _ = first.Set(2);
        _ = second.Set(2).Freeze();
        _ = Assert.Throws<VariableFrozenException>(() => registry.Load(File));
        Assert.Equal((2, 2), (first.Value, second.Value));
        _ = second.Thaw();
        registry.Unregister("second");
        Assert.Contains("'second', which is not registered", Assert.Throws<TimelineException>(() => registry.Load(File)).Message, StringComparison.Ordinal);
        _ = registry.Watch("second", "a text");
        Assert.Contains("does not fit String", Assert.Throws<TimelineException>(() => registry.Load(File)).Message, StringComparison.Ordinal);
        Assert.Equal(2, first.Value);
        using var stored = new Registry();
        var kept = stored.Watch("first", 5, Kept);
        Assert.Contains("kept in a store", Assert.Throws<TimelineException>(() => kept.Load(File)).Message, StringComparison.Ordinal);
        Assert.Equal(5, kept.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Overwriting_puts_the_first_value_on_top_of_what_the_store_has(bool isGrouped)
    {
        using (var registry = new Registry()) _ = registry.Watch("score", 0, Kept).Set(1).Branch("side").Switch("side");
        await using (var registry = new Registry())
        {
            List<int> heard = [];
            var options = isGrouped ? Grouped : Kept;
            var old = registry.Watch("score", 0, options).Set(2);
            var anew = registry.Overwrite("score", 50, options with { Listeners = [(_, version) => heard.Add(version.Value)] });
            Assert.Same(anew, registry.Find<int>("score"));
            Assert.Equal(("initial", 3), (anew.LastChange.Stamp.Label, anew.LastChange.Index));
            _ = anew.Set(51);
            Assert.Equal([51], heard);
            Assert.Equal((9, 2), (old.Set(8).Rollback(1).Set(9).Value, old.At(2).Value));
            Assert.Equal([0, 1, 2, 8, 1, 9], old.Branch("own").History.Oldest().Select(version => version.Value));
            Assert.Equal(9, old.Save(File).Load(File).Value);
            await old.FlushAsync();
        }

        using var next = new Registry();
        Assert.Equal([0, 1, 2, 50, 51], next.Watch("score", 99, Kept).History.Oldest().Select(version => version.Value));
        Assert.Equal(["main", "side"], next.Find<int>("score").Branches);
        Assert.Equal(60, (await next.OverwriteAsync("score", 60, Kept)).Value);
        Assert.Equal((0, "initial"), (next.Overwrite("other", 0, Kept).LastChange.Index, next.Find<int>("other").LastChange.Stamp.Label));
    }

    [Fact]
    public void Overwriting_that_fails_leaves_the_old_one_name_and_store()
    {
        using (var registry = new Registry())
        {
            var old = registry.Watch("score", 0, Kept).Set(1);
            _ = Assert.Throws<TimelineException>(() => registry.Overwrite("score", "a text", new() { Journal = new() { Store = _store } }));
            _store.BeforeAppend = () => throw new HistoryStoreException("no");
            _ = Assert.Throws<HistoryStoreException>(() => registry.Overwrite("score", 50, Kept));
            _store.BeforeAppend = () => Task.CompletedTask;
            Assert.Same(old.Set(2), registry.Find<int>("score"));
        }

        using var next = new Registry();
        Assert.Equal([0, 1, 2], next.Watch("score", 99, Kept).History.Oldest().Select(version => version.Value));
    }

    [Fact]
    public async Task What_is_set_while_it_is_overwritten_is_in_the_store_or_in_the_old_one_alone()
    {
        await using var registry = new Registry();
        var old = registry.Watch("score", 0, Kept);
        using var isSetting = new ManualResetEventSlim();
        var setting = Task.Run(() =>
        {
            for (var value = 1; value <= 300; value++)
            {
                _ = value % 7 == 0 ? old.Branch($"b{value}") : old.Set(value);
                if (value == 20) isSetting.Set();
            }
        });
        isSetting.Wait();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => registry.Overwrite("score", -1 - i, Kept))));
        await setting;
        var mine = old.History.Oldest().Select(version => version.Value).ToList();
        Assert.Equal(Enumerable.Range(0, 301).Where(value => value == 0 || value % 7 != 0), mine);
        _ = registry.Find<int>("score").Set(1000);
        using var next = new Registry();
        var stored = next.Watch("score", 0, Kept).History.Oldest().Select(version => version.Value).ToList();
        var shared = stored.TakeWhile(value => value >= 0).ToList();
        Assert.Equal(mine.Take(shared.Count), shared);
        Assert.Equal(1000, stored[^1]);
        Assert.Equal([-4, -3, -2, -1], stored[shared.Count..^1].Distinct().Order());
    }

    [Fact]
    public async Task Unregistering_writes_what_waits_and_the_variable_goes_on_in_memory()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Grouped).Set(1);
        _store.BeforeAppend = () => throw new HistoryStoreException("no");
        _ = Assert.Throws<HistoryStoreException>(() => registry.Unregister("score"));
        Assert.Same(score.Set(2), registry.Find<int>("score"));
        _store.BeforeAppend = () => Task.CompletedTask;
        await registry.UnregisterAsync("score");
        Assert.Equal((3, 3), (score.Set(3).Value, Assert.Single(await _store.HistoriesAsync()).Count));
        Assert.Equal(2, registry.Watch("score", 99, Kept).Value);
        _ = await Assert.ThrowsAsync<KeyNotFoundException>(() => registry.UnregisterAsync("skore"));
    }

    [Fact]
    public async Task A_variable_that_another_program_overtook_can_be_watched_again()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Grouped);
        using (var other = new Registry()) _ = other.Watch("score", 0, Kept).Set(5);
        _ = score.Set(1);
        _ = await Assert.ThrowsAsync<TimelineException>(async () => await registry.FlushAsync());
        registry.Unregister("score");
        Assert.Equal((1, 2), (score.Value, score.Set(2).Value));
        Assert.Equal(6, registry.Watch("score", 0, Grouped).Set(6).Value);
        await registry.FlushAsync();
        using var next = new Registry();
        Assert.Equal([0, 5, 6], next.Watch("score", 0, Kept).History.Oldest().Select(version => version.Value));
    }

    [Fact]
    public void Retention_after_it_was_detached_prunes_memory_alone()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0, Kept with { Retention = new Retention.Latest(2) }).Set(1).Set(2);
        registry.Unregister("score");
        Assert.Equal(2, score.Set(3).Prune());
        Assert.Equal([0, 1, 2], registry.Watch("score", 0, Kept).History.Oldest().Select(version => version.Value));
    }

    [Fact]
    public void Versions_that_are_equal_in_all_are_saved_once()
    {
        using var registry = new Registry(new() { Clock = new ManualClock() });
        var score = registry.Watch("score", 0).Branch("side").Set(1).Switch("side").Set(1).Set(2);
        _ = score.Save(File).Set(3).Load(File);
        Assert.Equal((2, 1), (score.Value, score.Switch("main").Value));
    }

    [Fact]
    public void A_branch_may_be_called_digest_in_what_was_exported()
    {
        using var registry = new Registry();
        var score = registry.Watch("score", 0).Branch("digest").Switch("digest").Set(1).Save(File);
        var lines = System.IO.File.ReadAllLines(File);
        lines[0] = lines[0][..lines[0].LastIndexOf(",\"digest\":", StringComparison.Ordinal)] + "}";
        System.IO.File.WriteAllLines(File, lines);
        Assert.Equal(1, score.Set(2).Load(File).Value);
    }

    private sealed record State(int Left, int Right);
}
