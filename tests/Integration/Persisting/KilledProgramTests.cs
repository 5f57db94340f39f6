using Timeline.Persisting;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Sqlite;
using Timeline.Watching;

namespace Timeline.Tests.Integration.Persisting;

public sealed class KilledProgramTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_was_set_before_a_kill_is_there_when_the_program_is_started_again()
    {
        var highest = 0;
        for (var round = 0; round < 2; round++)
        {
            using var child = ChildSetter.Start(_scratch.Store);
            var before = highest;
            while (highest < before + 60 + (round * 23) && await child.StandardOutput.ReadLineAsync() is { } line)
                highest = Math.Max(highest, ChildSetter.IndexIn(line) ?? 0);
            child.Kill();
            while (await child.StandardOutput.ReadLineAsync() is { } line)
                highest = Math.Max(highest, ChildSetter.IndexIn(line) ?? 0);
            await child.WaitForExitAsync();
            Assert.True(highest > before, "the child set nothing");

            await using var store = SqliteHistoryStore.Open(_scratch.Store);
            Assert.Empty((await store.VerifyAsync()).Findings);
            await using var registry = new Registry();
            var options = new WatchOptions<int> { Journal = new() { Store = store, Sealing = ChildSetter.Sealing } };
            var count = registry.Watch("count", 0, options);

            // Each of four threads may have set once more without having said so.
            Assert.InRange(count.LastChange.Index, highest, highest + 4);
            Assert.Equal(
                Enumerable.Range(0, count.Count), count.History.Oldest().Select(version => version.Value));
            highest = count.LastChange.Index;
        }
    }

    [Fact]
    public async Task Variables_of_two_programs_in_one_file_do_not_disturb_each_other()
    {
        await using var one = SqliteHistoryStore.Open(_scratch.Store);
        await using var other = SqliteHistoryStore.Open(_scratch.Store);
        await using var first = new Registry(new() { Journal = new() { Store = one, Prefix = "one/" } });
        await using var second = new Registry(new() { Journal = new() { Store = other, Prefix = "two/" } });
        var (left, right) = (first.Watch("n", 0), second.Watch("n", 0));
        await Task.WhenAll(
            Task.Run(() => Parallel.For(0, 40, _ => left.Update(value => value + 1))),
            Task.Run(() => Parallel.For(0, 40, _ => right.Update(value => value + 1))));
        await using var again = new Registry(new() { Journal = new() { Store = other, Prefix = "one/" } });
        Assert.Equal((40, 40, 40), (left.Value, right.Value, again.Watch("n", 0).Value));
    }

    [Fact]
    public async Task Two_programs_that_set_one_variable_never_write_over_each_other()
    {
        await using var one = SqliteHistoryStore.Open(_scratch.Store);
        await using var other = SqliteHistoryStore.Open(_scratch.Store);
        await using var first = new Registry(new() { Journal = new() { Store = one } });
        await using var second = new Registry(new() { Journal = new() { Store = other } });
        var (left, right) = (first.Watch("n", 0), second.Watch("n", 0));
        _ = left.Set(1);
        var error = Assert.Throws<TimelineException>(() => right.Set(2));
        Assert.Contains("another program has recorded", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, right.Value);
        await using var again = new Registry(new() { Journal = new() { Store = one } });
        Assert.Equal(1, again.Watch("n", 0).Value);
    }

    [Fact]
    public async Task A_store_closed_underneath_is_said_and_loses_nothing_that_was_acknowledged()
    {
        var store = SqliteHistoryStore.Open(_scratch.Store);
        var registry = new Registry(new() { Journal = new() { Store = store } });
        var count = registry.Watch("n", 0).Set(1);
        await store.DisposeAsync();
        _ = Assert.Throws<ObjectDisposedException>(() => count.Set(2));
        Assert.Equal(1, count.Value);
        registry.Dispose();
        await using var opened = SqliteHistoryStore.Open(_scratch.Store);
        await using var again = new Registry(new() { Journal = new() { Store = opened } });
        Assert.Equal(1, again.Watch("n", 0).Value);
    }

    [Fact]
    public async Task A_grouped_variable_lacks_no_more_than_its_bound_and_nothing_when_it_is_closed()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var durability = Durability.Grouped(10, TimeSpan.FromMinutes(1));
        await using (var registry = new Registry(new() { Journal = new() { Store = store, Durability = durability } }))
        {
            var count = registry.Watch("n", 0);
            for (var value = 1; value <= 95; value++) _ = count.Set(value);
            Assert.InRange(await Written(), 86, 96);
        }

        Assert.Equal(96, await Written());

        async Task<int> Written() =>
            (await store.ReadRangeAsync(HistoryName.Of("n"), 0, 200, VersionDetail.Headers)).Length;
    }
}
