using Npgsql;
using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>An append that trusts what the store knew last: one message where nobody came between, the careful way where
/// somebody did.</summary>
[Collection(SharedServer.Collection)]
public sealed class AppendAtOnceTests : SchemaTests<AppendAtOnceTests>
{
    private static readonly HistoryName Name = HistoryName.Of("a.json");
    private static readonly BranchName Draft1 = BranchName.Of("draft");

    // No snapshot is ever due.
    private static readonly PostgresStoreOptions Long = Options with { Snapshots = new SnapshotPolicy(1_000_000) };

    [Fact]
    public async Task A_store_that_was_alone_appends_without_asking()
    {
        await using var careful = new CuttingProxy(SharedServer.Server.Port);
        await using var store = await PostgresHistoryStore.OpenAsync(Through(careful), Options);
        var head = await Begin(store);
        var before = careful.Commits;
        for (var i = 1; i <= 10; i++) head = await Extend(store, BranchName.Main, head, i);
        var several = Chain(head, 100, 15);
        _ = Right(await store.AppendAsync(Name, new AppendBatch(
            [.. several], [BranchMove.Advance(BranchName.Main, head.Id, several[^1].Id)])));
        Assert.Equal(before, careful.Commits);
        await AssertHolds(store, 26, several[^1]);
    }

    [Fact]
    public async Task Branches_that_take_turns_are_all_known()
    {
        await using var careful = new CuttingProxy(SharedServer.Server.Port);
        await using var store = await PostgresHistoryStore.OpenAsync(Through(careful), Options);
        var root = await Begin(store);
        var (main, draft) = (root, Next(root, 1));
        _ = Right(await store.AppendAsync(Name, AppendBatch.Of(draft, BranchMove.Create(Draft1, draft.Id))));
        var before = careful.Commits;
        for (var i = 1; i <= 5; i++)
        {
            main = await Extend(store, BranchName.Main, main, 10 + i);
            draft = await Extend(store, Draft1, draft, 20 + i);
        }

        var merged = Draft.Start.Set("key0", 99).ToVersion([main.Id, draft.Id], Draft.StampOf(99), "key0");
        _ = Right(await store.AppendAsync(
            Name, AppendBatch.Of(merged, BranchMove.Advance(BranchName.Main, main.Id, merged.Id))));
        Assert.Equal(before, careful.Commits);
        await AssertHolds(store, 13, merged);
    }

    [Fact]
    public async Task What_another_did_meanwhile_is_seen_and_nothing_of_it_is_lost()
    {
        await using var store = await Open();
        await using var other = await Open();
        var root = await Begin(store);
        var theirs = await Extend(other, BranchName.Main, root, 1);
        var ours = Next(root, 2);
        var refused = Assert.IsType<TimelineError.HeadMoved>(Left(await store.AppendAsync(Name, Advance(root, ours))));
        Assert.Equal(theirs.Id, refused.Actual.Id);
        await AssertHolds(store, 2, theirs);
        var second = await Extend(store, BranchName.Main, theirs, 3);
        await AssertHolds(other, 4, await Extend(other, BranchName.Main, second, 4));
    }

    [Fact]
    public async Task A_version_that_is_there_keeps_its_number_whoever_added_it()
    {
        await using var store = await Open();
        var root = await Begin(store);
        var first = await Extend(store, BranchName.Main, root, 1);
        var again = Right(await store.AppendAsync(Name, new AppendBatch([first], [])));
        Assert.Equal(1, again.Versions[0].Number);

        // A version that no branch holds: of such the store knows nothing, so the server refuses the second.
        var loose = Next(root, 2);
        _ = Right(await store.AppendAsync(Name, new AppendBatch([loose], [])));
        _ = await Extend(store, BranchName.Main, first, 3);
        var there = Right(await store.AppendAsync(Name, AppendBatch.Of(loose, BranchMove.Create(Draft1, loose.Id))));
        Assert.Equal(2, there.Versions[0].Number);
        await AssertHolds(store, 4, Next(first, 3));
    }

    [Fact]
    public async Task Writers_of_two_stores_lose_nothing()
    {
        const int Writers = 6;
        const int Each = 20;
        await using var store = await Open();
        await using var other = await Open();
        _ = await Begin(store);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var mine = writer % 2 == 0 ? store : other;
            for (var done = 0; done < Each;)
            {
                var head = (await mine.FindAsync(Name)).Match(
                    history => history.Branches[0].Head, () => throw new InvalidOperationException());
                var next = Draft.Start.Set("key0", writer).ToVersion(
                    [head.Id], Draft.StampOf((writer * 1000) + done), "key0");
                var move = BranchMove.Advance(BranchName.Main, head.Id, next.Id);
                if ((await mine.AppendAsync(Name, AppendBatch.Of(next, move))).IsRight) done++;
            }
        })));
        var report = await store.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(1 + (Writers * Each), report.Versions);
    }

    [Fact]
    public async Task What_another_pruned_is_counted_as_it_is()
    {
        await using var store = await Open();
        await using var other = await Open();
        var head = await Begin(store);
        for (var i = 1; i <= 3; i++) head = await Extend(store, BranchName.Main, head, i);
        _ = Right(await other.PruneAsync(Name, new HashSet<long> { 2 }));
        _ = await Extend(store, BranchName.Main, head, 4);
        Assert.Equal(true, await SharedServer.Server.Scalar(
            "SELECT next.base_bytes = length(cut.snapshot) AND cut.chain_bytes = 0 AND next.chain_bytes < 200 "
            + $"FROM {Options.Schema}.version cut, {Options.Schema}.version next WHERE cut.number = 3 AND next.number = 4"));
    }

    [Theory]
    [InlineData("UPDATE {0}.branch SET head = 0")]
    [InlineData("UPDATE {0}.branch SET seal = seal + 1")]
    [InlineData("DELETE FROM {0}.branch")]
    [InlineData("UPDATE {0}.history SET versions = versions + 1")]
    [InlineData("UPDATE {0}.history SET heads = heads + 1")]
    public async Task Nothing_is_appended_over_a_row_that_was_changed_behind_the_store(string change)
    {
        await using var store = await Open();
        var head = await Extend(store, BranchName.Main, await Begin(store), 1);
        await Change(change);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(Name, Advance(head, Next(head, 2))));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        Assert.Equal(2L, await SharedServer.Server.Scalar($"SELECT count(*) FROM {Options.Schema}.version"));
    }

    [Theory]
    [InlineData("DELETE FROM {0}.version WHERE number = 1")]
    [InlineData("UPDATE {0}.version SET label = 'x' WHERE number = 1")]
    [InlineData("UPDATE {0}.version SET id = sha256('x') WHERE number = 1")]
    [InlineData("UPDATE {0}.version SET patch = convert_to('[]', 'UTF8') WHERE number = 1")]
    [InlineData("UPDATE {0}.version SET parent = NULL WHERE number = 1")]
    public async Task A_head_that_was_changed_behind_the_store_is_not_read_by_an_append_and_is_found_by_a_verification(string change)
    {
        await using var store = await Open();
        var head = await Extend(store, BranchName.Main, await Begin(store), 1);
        await Change("CREATE TABLE {0}.kept AS SELECT * FROM {0}.version WHERE number = 1");
        await Change(change);

        // What is appended is right in itself, and would be refused only if each append read what it stands on.
        var next = await Extend(store, BranchName.Main, head, 2);

        var report = await store.VerifyAsync();
        Assert.Contains(report.Findings, finding => finding.Number == 1);
        Assert.DoesNotContain(report.Findings, finding => finding.Number == 0);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.RestoreAsync(Name, 2));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);

        // With the row back as it was, so is the history, and all that was appended meanwhile.
        await Change(
            "DELETE FROM {0}.version WHERE number = 1; INSERT INTO {0}.version SELECT * FROM {0}.kept; DROP TABLE {0}.kept");
        await AssertHolds(store, 3, next);
    }

    [Fact]
    public async Task A_history_that_was_taken_away_is_not_made_again()
    {
        await using var store = await Open();
        var head = await Extend(store, BranchName.Main, await Begin(store), 1);
        await Change("DELETE FROM {0}.history; DELETE FROM {0}.branch; DELETE FROM {0}.version");
        var refused = Left(await store.AppendAsync(Name, Advance(head, Next(head, 2))));
        _ = Assert.IsType<TimelineError.VersionIdUnknown>(refused);
        Assert.True((await store.FindAsync(Name)).IsNone);
        _ = await Begin(store);
    }

    [Fact]
    public async Task A_server_that_cannot_do_it_in_one_statement_is_asked_once()
    {
        await using var proxy = new CuttingProxy(SharedServer.Server.Port, CuttingProxy.AppendAtOnce);
        await using var store = await PostgresHistoryStore.OpenAsync(Through(proxy), Options);
        var head = await Begin(store);
        await Change(
            "CREATE FUNCTION {0}.refuse() RETURNS trigger LANGUAGE plpgsql AS "
            + "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'feature_not_supported'; END $$; "
            + "CREATE TRIGGER refuse BEFORE INSERT ON {0}.history FOR EACH ROW EXECUTE FUNCTION {0}.refuse()");
        try
        {
            for (var i = 1; i <= 4; i++) head = await Extend(store, BranchName.Main, head, i);
        }
        finally
        {
            await Change("DROP TRIGGER refuse ON {0}.history; DROP FUNCTION {0}.refuse");
        }

        Assert.Equal(1, proxy.Commits);
        await AssertHolds(store, 5, head);
    }

    [Fact]
    public async Task A_history_that_another_holds_for_too_long_is_busy()
    {
        await using var store = await PostgresHistoryStore.OpenAsync(
            SharedServer.Server.SocketConnectionString + ";Command Timeout=1", Options);
        var head = await Extend(store, BranchName.Main, await Begin(store), 1);
        await using var other = await SharedServer.Source.OpenConnectionAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            await using var holding = new NpgsqlBatch(other)
            {
                BatchCommands = { new NpgsqlBatchCommand($"SELECT 1 FROM {Options.Schema}.history FOR UPDATE") },
            };
            _ = await holding.ExecuteScalarAsync();
            var failure = await Assert.ThrowsAsync<HistoryStoreException>(
                async () => await store.AppendAsync(Name, Advance(head, Next(head, 2))));
            Assert.Equal(StoreTrouble.Busy, failure.Trouble);
        }

        await AssertHolds(store, 3, await Extend(store, BranchName.Main, head, 2));
    }

    [Fact]
    public async Task An_append_that_was_cut_off_before_the_server_heard_of_it_is_made_again()
    {
        await using var proxy = new CuttingProxy(SharedServer.Server.Port, CuttingProxy.AppendAtOnce);
        await using var store = await PostgresHistoryStore.OpenAsync(Through(proxy), Options);
        var head = await Begin(store);
        (proxy.IsOnce, proxy.Cut) = (true, Cut.BeforeTheServer);
        head = await Extend(store, BranchName.Main, head, 1);
        Assert.Equal(Cut.Never, proxy.Cut);
        await AssertHolds(store, 2, head);
    }

    [Fact]
    public async Task An_append_that_was_cut_off_before_its_answer_is_unknown_and_there_once()
    {
        await using var proxy = new CuttingProxy(SharedServer.Server.Port, CuttingProxy.AppendAtOnce);
        await using var store = await PostgresHistoryStore.OpenAsync(Through(proxy), Options);
        var root = await Begin(store);
        var next = Next(root, 1);
        (proxy.IsOnce, proxy.Cut) = (true, Cut.BeforeTheClient);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(Name, Advance(root, next)));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
        Assert.Equal(1, Right(await store.AppendAsync(Name, new AppendBatch([next], []))).Versions[0].Number);
        await AssertHolds(store, 2, next);
    }

    [Fact]
    public async Task An_append_that_was_lost_and_then_overtaken_is_refused_as_if_it_had_not_been_tried()
    {
        await using var proxy = new CuttingProxy(SharedServer.Server.Port, CuttingProxy.AppendAtOnce);
        await using var store = await PostgresHistoryStore.OpenAsync(Through(proxy), Options);
        await using var other = await Open();
        var root = await Begin(store);
        var theirs = await Extend(other, BranchName.Main, root, 1);
        (proxy.IsOnce, proxy.Cut) = (true, Cut.BeforeTheServer);
        var refused = Left(await store.AppendAsync(Name, Advance(root, Next(root, 2))));
        Assert.Equal(theirs.Id, Assert.IsType<TimelineError.HeadMoved>(refused).Actual.Id);
        Assert.Equal(Cut.Never, proxy.Cut);
    }

    [Fact]
    public async Task An_append_that_is_given_up_while_its_outcome_is_unknown_says_so()
    {
        await using var proxy = new CuttingProxy(SharedServer.Server.Port, CuttingProxy.AppendAtOnce);
        await using var store = await PostgresHistoryStore.OpenAsync(
            Through(proxy), Options with { Patience = TimeSpan.FromMilliseconds(50) });
        var root = await Begin(store);
        proxy.Cut = Cut.BeforeTheServer;
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(Name, Advance(root, Next(root, 1))));
        Assert.Equal(StoreTrouble.OutcomeUnknown, failure.Trouble);
    }

    [Fact]
    public async Task An_append_that_was_given_up_before_it_was_sent_records_nothing()
    {
        await using var store = await Open();
        var root = await Begin(store);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AppendAsync(
            Name, Advance(root, Next(root, 1)), new CancellationToken(canceled: true)));
        await AssertHolds(store, 1, root);
    }

    private static ValueTask<PostgresHistoryStore> Open() => PostgresHistoryStore.OpenAsync(SharedServer.Source, Long);

    private static async Task<NewVersion> Begin(PostgresHistoryStore store)
    {
        var root = Draft.Start.ToRoot(Draft.StampOf(0));
        _ = Right(await store.AppendAsync(Name, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id))));
        return root;
    }

    private static NewVersion Next(NewVersion head, int value) =>
        Draft.Start.Set("key0", value).ToVersion([head.Id], Draft.StampOf(value), "key0");

    private static List<NewVersion> Chain(NewVersion head, int first, int count)
    {
        var versions = new List<NewVersion>();
        for (var i = 0; i < count; i++) versions.Add(head = Next(head, first + i));
        return versions;
    }

    private static AppendBatch Advance(NewVersion from, NewVersion to) =>
        AppendBatch.Of(to, BranchMove.Advance(BranchName.Main, from.Id, to.Id));

    private static async Task<NewVersion> Extend(
        PostgresHistoryStore store, BranchName branch, NewVersion head, int value)
    {
        var next = Next(head, value);
        var move = BranchMove.Advance(branch, head.Id, next.Id);
        _ = Right(await store.AppendAsync(Name, AppendBatch.Of(next, move)));
        return next;
    }

    private static async Task AssertHolds(PostgresHistoryStore store, long versions, NewVersion head)
    {
        var report = await store.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(versions, report.Versions);
        var found = (await store.FindAsync(Name)).Match(
            history => history, () => throw new InvalidOperationException("the history is not there"));
        Assert.Equal(head.Id, found.Branches.Single(branch => branch.Name == BranchName.Main).Head.Id);
    }

    private static Task Change(string sql) =>
        SharedServer.Server.Execute(sql.Replace("{0}", Options.Schema, StringComparison.Ordinal));

    private static string Through(CuttingProxy proxy) =>
        $"Host=127.0.0.1;Port={proxy.Port};Username=timeline;Password={PostgresServer.Password};"
        + "Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable";
}
