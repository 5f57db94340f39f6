using Npgsql;
using Timeline.Causality;
using Timeline.Events;
using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>What is said of a commit whose connection was lost, and that it is not tried again.</summary>
[Collection(SharedServer.Collection)]
public sealed class LostConnectionTests : SchemaTests<LostConnectionTests>
{
    [Theory]
    [InlineData(Cut.BeforeTheServer, false)]
    [InlineData(Cut.BeforeTheClient, true)]
    public async Task A_save_that_was_cut_off_during_its_commit_is_unknown_and_may_be_repeated(Cut cut, bool isThere)
    {
        await using var proxy = Proxy();
        await using var store = await PostgresEventStore.OpenAsync(Through(proxy), Options);
        var events = Enumerable.Range(0, 5).Select(number => SampleEvents.Of(number)).ToList();
        var before = proxy.Commits;
        proxy.Cut = cut;
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () => await store.SaveAsync(events));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
        Assert.Equal(before + 1, proxy.Commits);
        proxy.Cut = Cut.Never;
        Assert.Equal(isThere, (await store.FindAsync(events[0].Id)).IsSome);
        Assert.All(Right(await store.SaveAsync(events)), saved => Assert.Equal(!isThere, saved.IsNew));
        Assert.Equal(events, (await EventStoreScript.All(store.ReadAsync(EventQuery.All))).Select(stored => stored.Event));
    }

    [Fact]
    public async Task A_save_of_one_that_was_cut_off_before_the_server_heard_of_it_is_made_again()
    {
        await using var proxy = Proxy("event_id");
        await using var store = await PostgresEventStore.OpenAsync(Through(proxy), Options);
        (proxy.IsOnce, proxy.Cut) = (true, Cut.BeforeTheServer);
        var saved = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        Assert.Equal(Cut.Never, proxy.Cut);
        Assert.True(saved[0].IsNew);
    }

    [Fact]
    public async Task A_save_of_one_that_was_cut_off_before_its_answer_is_unknown_and_may_be_repeated()
    {
        await using var proxy = Proxy("event_id");
        await using var store = await PostgresEventStore.OpenAsync(Through(proxy), Options);
        (proxy.IsOnce, proxy.Cut) = (true, Cut.BeforeTheClient);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.SaveAsync([SampleEvents.Of(1)]));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
        Assert.False(Right(await store.SaveAsync([SampleEvents.Of(1)]))[0].IsNew);
        Assert.Single(await EventStoreScript.All(store.ReadAsync(EventQuery.All)));
    }

    [Fact]
    public async Task A_save_of_one_that_is_given_up_while_its_outcome_is_unknown_says_so()
    {
        await using var proxy = Proxy("event_id");
        await using var store = await PostgresEventStore.OpenAsync(
            Through(proxy), Options with { Patience = TimeSpan.FromMilliseconds(50) });
        proxy.Cut = Cut.BeforeTheServer;
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.SaveAsync([SampleEvents.Of(1)]));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
    }

    [Theory]
    [InlineData(Cut.BeforeTheServer, false)]
    [InlineData(Cut.BeforeTheClient, true)]
    public async Task An_append_that_was_cut_off_during_its_commit_is_unknown(Cut cut, bool isThere)
    {
        await using var proxy = Proxy();
        await using var store = await PostgresHistoryStore.OpenAsync(Through(proxy), Options);
        var name = HistoryName.Of("a.json");
        var root = Draft.Start.ToRoot(Draft.StampOf(1));
        proxy.Cut = cut;
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(name, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id))));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
        proxy.Cut = Cut.Never;
        Assert.Equal(isThere, (await store.FindAsync(name)).IsSome);
        Assert.Empty((await store.VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData(Cut.BeforeTheServer)]
    [InlineData(Cut.BeforeTheClient)]
    public async Task An_advance_that_was_cut_off_during_its_commit_gives_no_time_twice(Cut cut)
    {
        await using var proxy = Proxy();
        await using var store = await PostgresClockStore.OpenAsync(Through(proxy), Options);
        var node = ReplicaId.Of("a");
        Assert.Equal(1, Right(await store.AdvanceAsync(node, 0)));
        proxy.Cut = cut;
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () => await store.AdvanceAsync(node, 0));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
        proxy.Cut = Cut.Never;
        Assert.Equal(cut == Cut.BeforeTheServer ? 2 : 3, Right(await store.AdvanceAsync(node, 0)));
    }

    [Theory]
    [InlineData("ERROR", "ERROR", false)]
    [InlineData("FEHLER", "ERROR", false)]
    [InlineData("FATAL", "FATAL", true)]
    [InlineData("PANIK", "PANIC", true)]
    public void An_error_is_an_answer_whatever_language_the_server_speaks(string severity, string invariant, bool isUnanswered) =>
        Assert.Equal(isUnanswered, Database.IsUnanswered(new PostgresException("said so", severity, invariant, "40001")));

    private static CuttingProxy Proxy(string sign = CuttingProxy.Commit) => new(SharedServer.Server.Port, sign);

    private static string Through(CuttingProxy proxy) =>
        $"Host=127.0.0.1;Port={proxy.Port};Username=timeline;Password={PostgresServer.Password};"
        + "Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable";
}
