using Timeline.Causality;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>Files of events, clocks and errors: how they are opened, shared and checked.</summary>
public sealed class EventFileTests : IDisposable
{
    private static readonly ReplicaId Node = ReplicaId.Of("a");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Events_clocks_and_errors_may_share_a_file()
    {
        await Record();
        await using var events = SqliteEventStore.Open(_scratch.Store);
        await using var clocks = SqliteClockStore.Open(_scratch.Store);
        await using var errors = SqliteErrorStore.Open(_scratch.Store);
        Assert.Equal(20, (await EventStoreScript.All(events.ReadAsync(EventQuery.All))).Count);
        Assert.Equal(8, await clocks.LoadAsync(Node));
        Assert.Equal(2, (await EventStoreScript.All(errors.ReadAsync(ErrorQuery.All))).Count);
    }

    [Fact]
    public async Task A_file_of_histories_is_no_file_of_events_nor_the_other_way_round()
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        var refused = Refused(() => SqliteEventStore.Open(_scratch.Store));
        Assert.Equal(StoreTrouble.NotAStore, refused.Trouble);
        Assert.Contains("holds histories, which a SqliteHistoryStore opens;", refused.Message, StringComparison.Ordinal);
        var other = Path.Combine(_scratch.Folder, "events.db");
        await SqliteClockStore.Open(other).DisposeAsync();
        refused = Refused(() => SqliteHistoryStore.Open(other));
        Assert.Equal(StoreTrouble.NotAStore, refused.Trouble);
        Assert.Contains("holds events, clocks and errors, which", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_format_is_refused_and_the_message_names_both_formats()
    {
        await Record();
        Change("PRAGMA user_version=7");
        foreach (var open in new Func<object>[]
        {
            () => SqliteEventStore.Open(_scratch.Store), () => SqliteClockStore.Open(_scratch.Store),
            () => SqliteErrorStore.Open(_scratch.Store),
        })
        {
            var refused = Refused(open);
            Assert.Equal(StoreTrouble.NewerFormat, refused.Trouble);
            Assert.Contains("format 7, and this Timeline reads up to 1", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_opened_for_reading_is_not_written()
    {
        await Record();
        await using var events = SqliteEventStore.Open(_scratch.Store, new SqliteStoreOptions { ReadOnly = true });
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await events.SaveAsync([SampleEvents.Of(77)]));
        Assert.Equal(StoreTrouble.NotPermitted, failure.Trouble);
        Assert.True((await events.FindAsync(SampleEvents.IdOf(1))).IsSome);
    }

    [Fact]
    public async Task An_event_that_the_index_of_ids_has_lost_is_found_nevertheless()
    {
        await Record();
        Change(
            """
            CREATE TABLE other(id TEXT NOT NULL); CREATE UNIQUE INDEX other_id ON other(id);
            PRAGMA writable_schema=ON;
            UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'other_id')
                WHERE name = 'event_id';
            DELETE FROM sqlite_master WHERE name LIKE 'other%'
            """);
        await using var events = SqliteEventStore.Open(_scratch.Store);
        var found = await events.FindAsync(SampleEvents.IdOf(1));
        Assert.Equal(SampleEvents.IdOf(1), found.Match(it => it.Event.Id, () => default));
        Assert.True((await events.FindAsync(SampleEvents.IdOf(999))).IsNone);
    }

    [Fact]
    public async Task A_full_disk_saves_nothing_of_a_batch()
    {
        await Record();
        var options = new SqliteStoreOptions { LargestFile = new FileInfo(_scratch.Store).Length + 8192 };
        await using var events = SqliteEventStore.Open(_scratch.Store, options);
        var batch = Enumerable.Range(100, 200).Select(number => SampleEvents.Of(number)).ToList();
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () => await events.SaveAsync(batch));
        Assert.Equal(StoreTrouble.DiskFull, failure.Trouble);
        Assert.Equal(20, (await EventStoreScript.All(events.ReadAsync(EventQuery.All))).Count);
    }

    [Theory]
    [InlineData("UPDATE event SET id = 'other' WHERE number = 7")]
    [InlineData("UPDATE event SET aggregate = 'other' WHERE number = 7")]
    [InlineData("UPDATE event SET type = 'other' WHERE number = 7")]
    [InlineData("UPDATE event SET node = 'other' WHERE number = 7")]
    [InlineData("UPDATE event SET body = '{}' WHERE number = 7")]
    [InlineData("UPDATE event SET body = replace(body, 'payload', 'payloax') WHERE number = 7")]
    [InlineData("UPDATE event SET seal = 0 WHERE number = 7")]
    [InlineData("UPDATE event SET number = 70 WHERE number = 7")]
    [InlineData("DELETE FROM event WHERE number = 7")]
    public async Task An_event_is_never_read_from_a_row_that_was_changed_and_one_that_vanished_is_missed(string change)
    {
        await Record();
        Change(change);
        await using var events = SqliteEventStore.Open(_scratch.Store);
        await AssertCorrupt(async () => await EventStoreScript.All(events.ReadAsync(EventQuery.All)));
    }

    [Fact]
    public async Task A_subscriber_under_whom_events_vanish_is_told()
    {
        await Record();
        await using var events = SqliteEventStore.Open(_scratch.Store);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var following = events.SubscribeAsync(EventQuery.All, patience.Token).GetAsyncEnumerator();
        for (var number = 0; number < 20; number++) Assert.True(await following.MoveNextAsync());
        var waiting = following.MoveNextAsync();
        Change("DELETE FROM event WHERE number > 12");
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () => await waiting);
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        Assert.Contains("it ends at 0-12, and events up to 0-20 were read", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE clock SET time = 1")]
    [InlineData("UPDATE clock SET seal = 0")]
    [InlineData("UPDATE clock SET time = 'text'")]
    public async Task A_clock_is_never_read_from_a_row_that_was_changed(string change)
    {
        await Record();
        Change(change);
        await using var clocks = SqliteClockStore.Open(_scratch.Store);
        await AssertCorrupt(async () => await clocks.LoadAsync(Node));
        await AssertCorrupt(async () => await clocks.AdvanceAsync(Node, 0));
    }

    [Fact]
    public async Task A_clock_that_was_lost_goes_on_from_the_events_beside_it_that_others_would_follow()
    {
        await using var events = SqliteEventStore.Open(_scratch.Store);
        await using var clocks = SqliteClockStore.Open(_scratch.Store);
        for (var at = 0; at < 600; at++) Assert.Equal(at + 1, Right(await clocks.AdvanceAsync(Node, 0)));
        _ = Right(await events.SaveAsync([.. Enumerable.Range(1, 600).Select(at => Of(Node, at, at))]));
        _ = Right(await events.SaveAsync([Of(Node, 601, long.MaxValue), Of(ReplicaId.Of("b"), 602, 7_000)]));
        Change("DELETE FROM clock");
        Assert.Equal(600, await clocks.LoadAsync(Node));
        Assert.Equal(601, Right(await clocks.AdvanceAsync(Node, 0)));
        Assert.Equal(602, Right(await clocks.AdvanceAsync(Node, 0)));
        Assert.Equal(0, await clocks.LoadAsync(ReplicaId.Of("c")));

        static Event Of(ReplicaId node, int number, long time) => Right(Event.Create(
            SampleEvents.DraftOf(number) with { NodeId = node.Text, LamportTime = time }));
    }

    [Theory]
    [InlineData("UPDATE error SET message = 'other'")]
    [InlineData("UPDATE error SET time = -1")]
    [InlineData("UPDATE error SET number = number + 10")]
    public async Task An_error_is_never_read_from_a_row_that_was_changed(string change)
    {
        await Record();
        Change(change);
        await using var errors = SqliteErrorStore.Open(_scratch.Store);
        await AssertCorrupt(async () => await EventStoreScript.All(errors.ReadAsync(ErrorQuery.All)));
    }

    private async Task Record()
    {
        await using var events = SqliteEventStore.Open(_scratch.Store);
        await using var clocks = SqliteClockStore.Open(_scratch.Store);
        await using var errors = SqliteErrorStore.Open(_scratch.Store);
        _ = Right(await events.SaveAsync([.. Enumerable.Range(0, 20).Select(number => SampleEvents.Of(number))]));
        _ = Right(await clocks.AdvanceAsync(Node, 7));
        _ = Right(await errors.AppendAsync([ErrorStoreScript.Entry(1), ErrorStoreScript.Entry(2)]));
    }

    private void Change(string sql)
    {
        using var file = Database.Open(_scratch.Store, readOnly: false);
        file.Execute(sql);
    }

    private static HistoryStoreException Refused(Func<object> open) => Assert.Throws<HistoryStoreException>(open);

    private static async Task AssertCorrupt<T>(Func<Task<T>> act) => Assert.Equal(
        StoreTrouble.Corrupt, (await Assert.ThrowsAsync<HistoryStoreException>(act)).Trouble);
}
