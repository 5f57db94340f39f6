using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Tests.Unit.Watching;

namespace Timeline.Tests.Unit.Persisting;

public sealed class JournalTests : IAsyncDisposable
{
    private readonly FaultyStore _store = new(new MemoryHistoryStore());

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_was_set_is_there_when_it_is_opened_again()
    {
        var kept = await Kept<Game>.Open(_store, Game.New);
        await kept.SetAsync(Game.New with { Round = 2 }, "second");
        kept.Set(Game.New with { Round = 3 });
        var again = await Kept<Game>.Open(_store, Game.New with { Round = 99 });
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of(again.Branches));
        Assert.Equal("second", again.Branches.Head.At(1).Match(it => it.Stamp.Label, _ => ""));
    }

    [Fact]
    public async Task Versions_share_in_memory_what_a_set_did_not_change()
    {
        var kept = await Kept<Game>.Open(_store, Game.New);
        await kept.SetAsync(Game.New with { Round = 2 });
        var line = (await Kept<Game>.Open(_store, Game.New)).Branches.Head.Oldest();
        Assert.Same(line[0].Value.Players, line[1].Value.Players);
    }

    [Fact]
    public async Task Branches_merges_and_the_current_branch_come_back()
    {
        var kept = await Kept<int>.Open(_store, 0);
        await kept.SetAsync(1);
        var side = BranchName.Of("side");
        await kept.ChangeAsync((it, _) => (Right(it.Create(side, it.Head)), null));
        await kept.SetAsync(2);
        await kept.ChangeAsync((it, _) => (Right(it.Switch(side)), null));
        await kept.SetAsync(3);
        await kept.ChangeAsync((it, stamp) =>
        {
            var merged = it.Head.Merge(Right(it.Find(BranchName.Main)), 5, stamp);
            return (Right(it.Move(side, it.Head, merged)), merged.Head);
        });
        var again = await Kept<int>.Open(_store, 0);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of(again.Branches));
        Assert.Equal(Graph.Sharing(kept.Branches), Graph.Sharing(again.Branches));
        Assert.Equal((side, 5), (again.Branches.Current, again.Value));
        Assert.Empty((await _store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Sets_that_wait_together_are_written_together()
    {
        var kept = await Kept<int>.Open(_store, 0);
        var hold = new TaskCompletionSource();
        _store.BeforeAppend = () => hold.Task;
        var first = kept.SetAsync(1);
        var others = Enumerable.Range(2, 20).Select(value => kept.SetAsync(value)).ToArray();
        hold.SetResult();
        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 1, 20], _store.Appends);
        Assert.Equal(21, kept.Value);
        Assert.Equal(Enumerable.Range(1, 21), kept.Published.Select(version => version.Value));
    }

    [Fact]
    public async Task Nobody_sees_what_is_not_durable()
    {
        var kept = await Kept<int>.Open(_store, 0);
        var hold = new TaskCompletionSource();
        _store.BeforeAppend = () => hold.Task;
        var setting = kept.SetAsync(1);
        Assert.Equal(0, kept.Value);
        hold.SetResult();
        await setting;
        Assert.Equal(1, kept.Value);
    }

    [Fact]
    public async Task When_the_store_fails_all_that_waited_fail_with_its_exception_and_nothing_has_changed()
    {
        var kept = await Kept<int>.Open(_store, 0);
        var hold = new TaskCompletionSource();
        _store.BeforeAppend = () => hold.Task;
        Task[] sets = [.. Enumerable.Range(1, 5).Select(value => kept.SetAsync(value))];
        var full = new HistoryStoreException(StoreTrouble.DiskFull, "no room");
        hold.SetException(full);
        foreach (var set in sets) Assert.Same(full, await Assert.ThrowsAsync<HistoryStoreException>(() => set));
        Assert.Equal(0, kept.Value);
        Assert.Empty(kept.Published);
        _store.BeforeAppend = () => Task.CompletedTask;
        await kept.SetAsync(7);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Kept<int>.Open(_store, 0)).Branches));
        Assert.Equal(2, kept.Branches.Head.Count);
    }

    [Fact]
    public async Task An_append_that_was_done_and_said_that_it_failed_counts_as_done()
    {
        var kept = await Kept<int>.Open(_store, 0);
        _store.AfterAppend = () => throw new IOException("the line went dead");
        await kept.SetAsync(1);
        Assert.Equal(1, kept.Value);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Kept<int>.Open(_store.Inner, 0)).Branches));
    }

    [Fact]
    public async Task Where_nobody_knows_the_store_is_asked_before_anything_else_is_set()
    {
        var kept = await Kept<int>.Open(_store, 0);
        _store.AfterAppend = () => throw new IOException("the line went dead");
        _store.BeforeRead = () => throw new IOException("and stays dead");
        var unknown = await Assert.ThrowsAsync<TimelineException>(() => kept.SetAsync(1));
        Assert.Contains("not known", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(0, kept.Value);
        Assert.Contains("stays dead", (await Assert.ThrowsAsync<IOException>(() => kept.SetAsync(2))).Message, StringComparison.Ordinal);
        _store.AfterAppend = () => Task.CompletedTask;
        _store.BeforeRead = () => { };
        await kept.SetAsync(3);
        Assert.Equal([1, 3], kept.Published.Select(version => version.Value));
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Kept<int>.Open(_store, 0)).Branches));
    }

    [Fact]
    public async Task Another_writer_is_never_written_over()
    {
        var one = await Kept<int>.Open(_store, 0);
        var other = await Kept<int>.Open(_store, 0);
        await other.SetAsync(1);
        var error = await Assert.ThrowsAsync<TimelineException>(() => one.SetAsync(2));
        Assert.Contains("another program has recorded in the history of 'kept'", error.Message, StringComparison.Ordinal);
        _ = Assert.IsType<TimelineError.HeadMoved>(error.Error);
        Assert.Equal(0, one.Value);
        Assert.Equal(1, (await Kept<int>.Open(_store, 0)).Value);
    }

    [Fact]
    public async Task Another_writer_on_another_branch_is_in_nobodys_way()
    {
        var one = await Kept<int>.Open(_store, 0);
        var other = await Kept<int>.Open(_store, 0);
        await other.ChangeAsync((it, _) => (Right(it.Create(BranchName.Of("side"), it.Head)), null));
        await one.SetAsync(2);
        var again = await Kept<int>.Open(_store, 0);
        Assert.Equal((2, 2), (again.Value, again.Branches.Count));
    }

    [Fact]
    public async Task To_stop_waiting_neither_loses_nor_doubles_a_version()
    {
        var kept = await Kept<int>.Open(_store, 0);
        var hold = new TaskCompletionSource();
        _store.BeforeAppend = () => hold.Task;
        using var stop = new CancellationTokenSource();
        Task[] sets = [kept.SetAsync(1), kept.SetAsync(2, "", stop.Token), kept.SetAsync(3)];
        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sets[1]);
        hold.SetResult();
        await sets[0];
        await sets[2];
        Assert.Equal([1, 2, 3], kept.Published.Select(version => version.Value));
    }

    [Fact]
    public async Task The_one_who_writes_for_all_may_stop_waiting_too()
    {
        var kept = await Kept<int>.Open(_store, 0);
        var hold = new TaskCompletionSource();
        _store.BeforeAppend = () => hold.Task;
        using var stop = new CancellationTokenSource();
        var set = kept.SetAsync(1, "", stop.Token);
        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => set);
        hold.SetResult();
        await kept.Journal.FlushAsync();
        Assert.Equal(1, kept.Value);
    }

    [Fact]
    public async Task A_store_that_goes_on_where_it_began_does_not_hang_the_thread_that_waits()
    {
        var kept = await Kept<int>.Open(_store, 0);
        _store.BeforeAppend = async () => await Task.Yield();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new StuckContext());
            kept.Set(1);
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(20)), "the set did not return");
        Assert.Equal(1, kept.Value);
    }

    [Fact]
    public async Task A_type_that_cannot_be_made_again_is_refused_before_anything_is_stored()
    {
        var error = await Assert.ThrowsAsync<TimelineException>(() => Kept<Unmakable>.Open(_store, new Unmakable()));
        Assert.Contains("'kept'", error.Message, StringComparison.Ordinal);
        Assert.Contains("/Half", error.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.HistoriesAsync());
    }

    [Fact]
    public async Task A_history_of_another_type_is_refused_by_variable_version_and_path()
    {
        await (await Kept<Game>.Open(_store, Game.New)).SetAsync(Game.New with { Round = 2 });
        var error = await Assert.ThrowsAsync<TimelineException>(() => Kept<Other>.Open(_store, new Other("x")));
        Assert.Contains("version 0 of 'kept' does not fit Other", error.Message, StringComparison.Ordinal);
        Assert.Contains("Round", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_cannot_be_kept_is_refused_before_it_is_set()
    {
        var kept = await Kept<Wild>.Open(_store, new Wild("calm"));
        var error = await Assert.ThrowsAsync<TimelineException>(() => kept.SetAsync(new Wild("\ud800")));
        Assert.Contains("/Text", error.Message, StringComparison.Ordinal);
        Assert.Equal("calm", kept.Value.Text);
    }

    [Fact]
    public async Task Nothing_is_a_value_too()
    {
        var kept = await Kept<string?>.Open(_store, null);
        await kept.SetAsync("x");
        await kept.SetAsync(null);
        Assert.Equal([null, "x", null], (await Kept<string?>.Open(_store, "y")).Branches.Head.Oldest().Select(it => it.Value));
    }

    [Fact]
    public async Task What_is_equal_and_written_otherwise_comes_back_as_it_was_written()
    {
        var kept = await Kept<decimal>.Open(_store, 1m);
        await kept.SetAsync(1.00m);
        Assert.Equal("1.00", (await Kept<decimal>.Open(_store, 0)).Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Pruning_gives_up_the_same_versions_here_and_in_the_store()
    {
        var kept = await Kept<int>.Open(_store, 0);
        for (var value = 1; value < 8; value++)
        {
            if (value == 4) await kept.ChangeAsync((it, _) => (Right(it.Create(BranchName.Of("side"), it.Head)), null));
            await kept.SetAsync(value);
        }

        var dropped = await kept.Journal.PruneAsync(new Retention.Latest(2), DateTimeOffset.UnixEpoch);
        Assert.Equal(4, dropped);
        Assert.Equal([2, 3, 6, 7], kept.Branches.Head.Oldest().Select(version => version.Index));
        await kept.SetAsync(8);
        var again = await Kept<int>.Open(_store, 0);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of(again.Branches));
        Assert.Equal(Graph.Sharing(kept.Branches), Graph.Sharing(again.Branches));
        Assert.Empty((await _store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_pruning_that_fails_prunes_nothing_here_either()
    {
        var kept = await Kept<int>.Open(_store, 0);
        await kept.SetAsync(1);
        _store.BeforePrune = () => throw new HistoryStoreException("no");
        _ = await Assert.ThrowsAsync<HistoryStoreException>(
            () => kept.Journal.PruneAsync(new Retention.Latest(1), DateTimeOffset.UnixEpoch));
        Assert.Equal(2, kept.Branches.Head.Count);
        await kept.SetAsync(2);
        Assert.Equal(3, (await Kept<int>.Open(_store, 0)).Branches.Head.Count);
    }

    [Fact]
    public async Task A_store_closed_underneath_is_an_error_and_changes_nothing()
    {
        var kept = await Kept<int>.Open(_store, 0);
        _store.BeforeAppend = () => throw new ObjectDisposedException("store");
        _store.BeforeRead = () => throw new ObjectDisposedException("store");
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => kept.SetAsync(1));
        Assert.Equal(0, kept.Value);
    }

    [Fact]
    public async Task A_closed_journal_takes_nothing()
    {
        var kept = await Kept<int>.Open(_store, 0);
        await kept.Journal.DisposeAsync();
        await kept.Journal.DisposeAsync();
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => kept.SetAsync(1));
    }

    internal sealed record Player(string Name, int Score);

    internal sealed record Game(int Round, System.Collections.Immutable.ImmutableList<Player> Players)
    {
        public static Game New { get; } = new(1, [new("ann", 3), new("bob", 0)]);

        public bool Equals(Game? other) => other is not null && Round == other.Round && Players.SequenceEqual(other.Players);

        public override int GetHashCode() => Round;

        public override string ToString() => $"{Round}: {string.Join(", ", Players)}";
    }

    private sealed record Other(string Round);

    private sealed record Wild(string Text);

    private sealed class Unmakable
    {
        public int Half { get; } = 1;
    }
}
