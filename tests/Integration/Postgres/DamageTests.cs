using Timeline.Causality;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>Rows that were changed behind the stores are told, never read as data.</summary>
[Collection(SharedServer.Collection)]
public sealed class DamageTests : SchemaTests<DamageTests>
{
    [Theory]
    [InlineData("version", "id = decode(repeat('ab', 32), 'hex') WHERE number = 20")]
    [InlineData("version", "id = '\\x00' WHERE number = 20")]
    [InlineData("version", "parent = 3 WHERE number = 20")]
    [InlineData("version", "parent = NULL WHERE number = 20")]
    [InlineData("version", "parent = 25 WHERE number = 20")]
    [InlineData("version", "merged = 3 WHERE number = 20")]
    [InlineData("version", "time = time + 1 WHERE number = 20")]
    [InlineData("version", "time = 9223372036854775807 WHERE number = 20")]
    [InlineData("version", "actor = 'mallory' WHERE number = 20")]
    [InlineData("version", "label = label || '\\' WHERE number = 20")]
    [InlineData("version", "changes = -1 WHERE number = 20")]
    [InlineData("version", "content = '\\x00' WHERE number = 20")]
    [InlineData("version", "patch = '\\x5b5d' WHERE number = 20")]
    [InlineData("version", "patch = NULL WHERE number = 20")]
    [InlineData("version", "patch_is_text = NOT patch_is_text WHERE number = 20")]
    [InlineData("version", "source = '\\x0001' WHERE number = 20")]
    [InlineData("version", "snapshot = '\\x0001' WHERE number = 20")]
    [InlineData("version", "patch_hash = NULL WHERE number = 4")]
    [InlineData("version", "seal = seal + 1 WHERE number = 20")]
    [InlineData("version", "number = 40 WHERE number = 27")]
    [InlineData("branch", "head = 3 WHERE name = 'main'")]
    [InlineData("branch", "name = 'other' WHERE name = 'main'")]
    [InlineData("history", "versions = versions - 1")]
    [InlineData("history", "versions = versions + 1")]
    [InlineData("history", "current = 'draft'")]
    [InlineData("history", "name = 'b.json'")]
    public async Task A_history_is_never_read_over_a_row_that_was_changed(string table, string change)
    {
        await using var store = await Recorded();
        await SharedServer.Server.Execute($"UPDATE {Options.Schema}.{table} SET {change}");
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(() => Samples.ReadAll(store));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        Assert.False((await store.VerifyAsync()).IsClean);
    }

    [Theory]
    [InlineData("version WHERE number = 20")]
    [InlineData("version WHERE number = 27")]
    [InlineData("branch WHERE name = 'draft'")]
    [InlineData("branch")]
    public async Task A_row_that_vanished_is_missed(string row)
    {
        await using var store = await Recorded();
        await SharedServer.Server.Execute($"DELETE FROM {Options.Schema}.{row}");
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(() => Samples.ReadAll(store));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        Assert.False((await store.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Versions_of_a_history_that_vanished_are_found()
    {
        await using var store = await Recorded();
        await SharedServer.Server.Execute($"DELETE FROM {Options.Schema}.history");
        Assert.Equal(2, (await store.VerifyAsync()).Findings.Length);
    }

    [Theory]
    [InlineData("event", "aggregate = 'other'")]
    [InlineData("event", "seq = seq + 1")]
    [InlineData("event", "id = 'other'")]
    [InlineData("event", "type = 'other'")]
    [InlineData("event", "node = 'other'")]
    [InlineData("event", "body = '{}'")]
    [InlineData("event", "body = replace(body, 'a project', 'b project')")]
    [InlineData("event", "seal = 0")]
    public async Task An_event_is_never_read_from_a_row_that_was_changed(string table, string change)
    {
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        _ = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        await SharedServer.Server.Execute($"UPDATE {Options.Schema}.{table} SET {change}");
        await AssertCorrupt(async () => await EventStoreScript.All(store.ReadAsync(EventQuery.All)));
        await AssertCorrupt(async () => await store.FindAsync(SampleEvents.IdOf(1)));
    }

    [Fact]
    public async Task An_id_that_leads_to_another_event_is_told()
    {
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        _ = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        await SharedServer.Server.Execute($"UPDATE {Options.Schema}.event_id SET id = '{SampleEvents.IdOf(2)}'");
        await AssertCorrupt(async () => await store.FindAsync(SampleEvents.IdOf(2)));
        await AssertCorrupt(async () => await store.SaveAsync([SampleEvents.Of(2)]));
    }

    [Fact]
    public async Task An_event_that_vanished_is_missed_by_its_id()
    {
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        _ = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        await SharedServer.Server.Execute($"DELETE FROM {Options.Schema}.event");
        await AssertCorrupt(async () => await store.FindAsync(SampleEvents.IdOf(1)));
        await AssertCorrupt(async () => await store.SaveAsync([SampleEvents.Of(1)]));
    }

    [Theory]
    [InlineData("time = 0")]
    [InlineData("seal = 0")]
    public async Task A_clock_is_never_read_from_a_row_that_was_changed(string change)
    {
        await using var store = await PostgresClockStore.OpenAsync(SharedServer.Source, Options);
        var node = ReplicaId.Of("a");
        _ = Right(await store.AdvanceAsync(node, 7));
        await SharedServer.Server.Execute($"UPDATE {Options.Schema}.clock SET {change}");
        await AssertCorrupt(async () => await store.LoadAsync(node));
        await AssertCorrupt(async () => await store.AdvanceAsync(node, 0));
    }

    [Theory]
    [InlineData("number = 7")]
    [InlineData("time = -1")]
    [InlineData("message = ''")]
    [InlineData("agent = 'other'")]
    public async Task An_error_is_never_read_from_a_row_that_was_changed(string change)
    {
        await using var store = await PostgresErrorStore.OpenAsync(SharedServer.Source, Options);
        _ = Right(await store.AppendAsync([ErrorStoreScript.Entry(1)]));
        await SharedServer.Server.Execute($"UPDATE {Options.Schema}.error SET {change}");
        await AssertCorrupt(async () => await EventStoreScript.All(store.ReadAsync(ErrorQuery.All)));
    }

    private static async Task<PostgresHistoryStore> Recorded()
    {
        var store = await PostgresHistoryStore.OpenAsync(SharedServer.Source, Options);
        await Samples.Record(store);
        return store;
    }

    private static async Task AssertCorrupt<T>(Func<Task<T>> act) => Assert.Equal(
        StoreTrouble.Corrupt, (await Assert.ThrowsAsync<HistoryStoreException>(act)).Trouble);
}
