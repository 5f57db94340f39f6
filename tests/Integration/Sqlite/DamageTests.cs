using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Sqlite;

public sealed class DamageTests : IDisposable
{
    private const int PageSize = 2048;

    // A plain version between a snapshot and others that are restored over it.
    private const long Between = 20;

    private static readonly SqliteStoreOptions LongChains = new() { Snapshots = new SnapshotPolicy(1000) };

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_page_from_an_older_copy_is_reported()
    {
        var path = Path.Combine(_scratch.Folder, "older.db");
        await using (var store = SqliteHistoryStore.Open(path)) await Samples.Record(store, compact: false);
        var older = await File.ReadAllBytesAsync(path);
        await using (var store = SqliteHistoryStore.Open(path))
        {
            var head = await Samples.Find(store);
            var (draft, main) = (head.Branches[0], head.Branches[1]);
            var move = BranchMove.Advance(draft.Name, draft.Head.Id, main.Head.Id);
            _ = Right(await store.AppendAsync(Samples.Name, AppendBatch.OfMoves(move)));
        }

        await using var newer = SqliteHistoryStore.Open(path);
        var content = await Samples.ReadAll(newer);
        await newer.DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(path);
        var changed = Enumerable.Range(1, (bytes.Length / PageSize) - 1)
            .Where(page => !Page(older, page).SequenceEqual(Page(bytes, page)))
            .ToList();
        Assert.Equal(2, changed.Count);
        foreach (var page in changed)
        {
            var damaged = (byte[])bytes.Clone();
            older.AsSpan(page * PageSize, PageSize).CopyTo(damaged.AsSpan(page * PageSize));
            Assert.False(await ReadsWrong(damaged, content), $"page {page}");
            Assert.False(await IsClean(damaged), $"page {page}");
        }
    }

    [Fact]
    public async Task A_changed_patch_is_reported_with_its_version()
    {
        var (bytes, _) = await Sample(compact: false);
        await File.WriteAllBytesAsync(_scratch.Store, bytes);
        using (var file = Database.Open(_scratch.Store, readOnly: false))
            file.Execute("UPDATE version SET patch = replace(patch, ':20}', ':21}') WHERE key & 0xffffffff = 20");
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.ReadAsync(Samples.Name, 20));
        Assert.Equal((StoreTrouble.Corrupt, Samples.Name.Text, 20), (failure.Trouble, failure.History, failure.Number));
        var finding = Assert.Single((await store.VerifyAsync()).Findings);
        Assert.Equal((Samples.Name.Text, 20), (finding.History, finding.Number));
    }

    [Theory]
    [InlineData("DELETE FROM history WHERE name = 'lost.json'")]
    [InlineData("UPDATE history SET name = 'other.json' WHERE name = 'lost.json'")]
    public async Task A_history_that_is_lost_while_the_store_is_open_is_not_taken_for_a_new_one(string damage)
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var (first, lost) = (NewVersion.From([], default, new VersionPayload("[]"u8.ToArray(), null)), HistoryName.Of("lost.json"));
        var beginning = new AppendBatch([first], [BranchMove.Create(BranchName.Main, first.Id)]);
        _ = Right(await store.AppendAsync(lost, beginning));
        Assert.True((await store.FindAsync(HistoryName.Of("never.json"))).IsNone);

        using (var file = Database.Open(_scratch.Store, readOnly: false)) file.Execute(damage);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(async () => await store.AppendAsync(lost, beginning));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.FindAsync(HistoryName.Of("never.json")));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
    }

    [Theory]
    [InlineData("DELETE FROM branch WHERE name = 'draft'")]
    [InlineData("UPDATE branch SET name = 'other' WHERE name = 'draft'")]
    public async Task A_branch_that_is_lost_while_the_store_is_open_is_not_taken_for_a_new_one(string damage)
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        await Samples.Record(store);
        var found = await store.FindAsync(Samples.Name);
        var head = found.Match(history => history.Branches[0].Head.Id, () => throw new InvalidOperationException());
        _ = Right(await store.AppendAsync(Samples.Name, Creating("new")));

        using (var file = Database.Open(_scratch.Store, readOnly: false)) file.Execute(damage);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(Samples.Name, Creating("draft")));
        Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);

        AppendBatch Creating(string branch) => AppendBatch.OfMoves(BranchMove.Create(BranchName.Of(branch), head));
    }

    [Theory]
    [InlineData("id = zeroblob(32)")]
    [InlineData("id = x'00'")]
    [InlineData("parent = NULL")]
    [InlineData("parent = parent - 1")]
    [InlineData("parent = -1")]
    [InlineData("parent = 4000")]
    [InlineData("merged = 1")]
    [InlineData("time = time + 1")]
    [InlineData("time = -9223372036854775808")]
    [InlineData("actor = actor || ' '")]
    [InlineData("label = x'ff'")]
    [InlineData("changes = -1")]
    [InlineData("content = x'00'")]
    [InlineData("content = zeroblob(32)")]
    [InlineData("pack = key & 4294967295")]
    [InlineData("pack = 12")]
    [InlineData("patch_hash = zeroblob(32)")]
    [InlineData("patch = CAST(patch AS BLOB)")]
    [InlineData("patch = NULL")]
    [InlineData("source = x'0001'")]
    [InlineData("snapshot = x'0001'")]
    public async Task A_version_is_never_restored_over_a_row_that_was_changed(string change)
    {
        // Nor where the row was read and proved before, and changed after.
        await using var early = SqliteHistoryStore.Open(_scratch.Store, LongChains);
        await Samples.Record(early, compact: false);
        _ = Right(await early.RestoreAsync(Samples.Name, Between + 2));
        using (var file = Database.Open(_scratch.Store, readOnly: false))
            file.Execute($"UPDATE version SET {change} WHERE key & 0xffffffff = {Between}");
        await using var late = SqliteHistoryStore.Open(_scratch.Store);
        foreach (var store in (SqliteHistoryStore[])[early, late])
        {
            var failure = await Assert.ThrowsAsync<HistoryStoreException>(
                async () => await store.RestoreAsync(Samples.Name, Between + 2));
            Assert.Equal(StoreTrouble.Corrupt, failure.Trouble);
        }
    }

    [Fact]
    public async Task An_append_to_a_version_that_the_index_of_ids_has_lost_is_refused_as_damage()
    {
        await using (var writer = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(writer);
        using (var file = Database.Open(_scratch.Store, readOnly: false))
        {
            file.Execute(
                """
                CREATE TABLE other(id BLOB NOT NULL); CREATE INDEX other_id ON other(substr(id, 1, 6));
                PRAGMA writable_schema=ON;
                UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'other_id')
                    WHERE name = 'version_id';
                DELETE FROM sqlite_master WHERE name LIKE 'other%'
                """);
        }

        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var head = (await Samples.Find(store)).Branches[0];
        var bytes = await File.ReadAllBytesAsync(_scratch.Store);
        var stamp = Conformance.Draft.StampOf(1);
        var child = Conformance.Draft.Start.Set("key1", 1).ToVersion([head.Head.Id], stamp, "key1");
        var move = BranchMove.Advance(head.Name, head.Head.Id, head.Head.Id);
        foreach (var batch in (AppendBatch[])[new AppendBatch([child], []), AppendBatch.OfMoves(move)])
        {
            var failure = await Assert.ThrowsAsync<HistoryStoreException>(
                async () => await store.AppendAsync(Samples.Name, batch));
            Assert.Equal(
                (StoreTrouble.Corrupt, Samples.Name.Text, head.Head.Number), (failure.Trouble, failure.History, failure.Number));
            Assert.Contains("heal it from a copy", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync(_scratch.Store));

        // What is really not there is no damage.
        var nobody = AppendBatch.OfMoves(BranchMove.Advance(head.Name, head.Head.Id, default));
        Assert.IsType<TimelineError.VersionIdUnknown>(Left(await store.AppendAsync(Samples.Name, nobody)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(27)]
    public async Task A_version_that_the_index_of_ids_has_lost_is_not_written_a_second_time(long number)
    {
        NewVersion there;
        await using (var writer = SqliteHistoryStore.Open(_scratch.Store))
        {
            await Samples.Record(writer);
            there = Again(Right(await writer.ReadAsync(Samples.Name, number)));
        }

        LoseId(number);
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        var failure = await Assert.ThrowsAsync<HistoryStoreException>(
            async () => await store.AppendAsync(Samples.Name, new AppendBatch([there], [])));
        Assert.Equal(
            (StoreTrouble.Corrupt, Samples.Name.Text, number), (failure.Trouble, failure.History, failure.Number));
        Assert.Contains("heal it from a copy", failure.Message, StringComparison.Ordinal);
        Assert.Equal(28, (await Samples.Find(store)).Count);

        // What stands on the newest is not held up by what was lost before.
        var main = (await Samples.Find(store)).Branches[1];
        var child = Conformance.Draft.Start.Set("key1", 1).ToVersion(
            [main.Head.Id], Conformance.Draft.StampOf(1), "key1");
        var outcome = store.AppendAsync(Samples.Name, AppendBatch.Of(child, BranchMove.Advance(main.Name, main.Head.Id, child.Id)));
        if (number == 27) _ = await Assert.ThrowsAsync<HistoryStoreException>(async () => await outcome);
        else Assert.Equal(29, Right(await outcome).Count);
    }

    [Fact]
    public async Task A_version_that_is_there_twice_all_the_same_is_named_and_a_repair_makes_one_of_the_two()
    {
        // Neither among the first after its parent nor among the last, so that an append does not see it.
        const int Far = 200;
        var replica = Path.Combine(_scratch.Folder, "replica.db");
        NewVersion there;
        List<string> content;
        await using (var writer = SqliteHistoryStore.Open(_scratch.Store))
        {
            var root = Conformance.Draft.Start.ToRoot(Conformance.Draft.StampOf(0));
            var children = Enumerable.Range(1, 2 * Far).Select(i => Conformance.Draft.Start.Set("key1", i)
                .ToVersion([root.Id], Conformance.Draft.StampOf(i), "key1"));
            _ = Right(await writer.AppendAsync(
                Samples.Name, new AppendBatch([root, .. children], [BranchMove.Create(BranchName.Main, root.Id)])));
            there = Again(Right(await writer.ReadAsync(Samples.Name, Far)));
            content = await Samples.ReadAll(writer);
        }

        File.Copy(_scratch.Store, replica);
        LoseId(Far);
        await using (var store = SqliteHistoryStore.Open(_scratch.Store))
        {
            var child = Conformance.Draft.Start.Set("key1", 0).ToVersion(
                [there.Id], Conformance.Draft.StampOf(1), "key1");
            var move = BranchMove.Create(BranchName.Of("again"), there.Id);
            var appended = Right(await store.AppendAsync(Samples.Name, new AppendBatch([there, child], [move])));
            Assert.Equal((2 * Far) + 3, appended.Count);
            var finding = Assert.Single((await store.VerifyAsync()).Findings, it => it.Number == (2 * Far) + 1);
            Assert.Equal($"it is version {Far} a second time", finding.Fault);
        }

        await using var copy = SqliteHistoryStore.Open(replica, new SqliteStoreOptions { ReadOnly = true });
        var report = await SqliteHistoryStore.RepairAsync(_scratch.Store, [copy]);
        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        await using var repaired = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Empty((await repaired.VerifyAsync()).Findings);
        var found = await Samples.Find(repaired);
        Assert.Equal((2 * Far) + 2, found.Count);
        Assert.Equal(Far, found.Branches[0].Head.Number);
        var after = await Samples.ReadAll(repaired);
        Assert.Equal(content.Skip(2), after.Skip(3).SkipLast(1));
    }

    [Fact]
    public async Task Restored_again_and_again_a_version_stays_the_same()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store, LongChains);
        await Samples.Record(store, compact: true);
        var first = await RestoreAll(store);
        Assert.Equal(first, await RestoreAll(store));
        await using var other = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Equal(first, await RestoreAll(other));

        static async Task<List<string>> RestoreAll(SqliteHistoryStore store)
        {
            var values = new List<string>();
            var count = (await Samples.Find(store)).Count;
            for (var number = 0L; number < count; number++)
                values.Add((await store.RestoreAsync(Samples.Name, number)).ToString());
            return values;
        }
    }

    [Fact]
    public async Task The_row_that_damage_is_tried_on_lies_within_a_chain()
    {
        await using var store = SqliteHistoryStore.Open(_scratch.Store, LongChains);
        await Samples.Record(store, compact: false);
        var chain = Right(await store.ReadChainAsync(Samples.Name, Between + 2));
        Assert.Contains(Between, chain.Steps.SkipLast(1).Select(step => step.Number));
    }

    private static NewVersion Again(StoredVersion version) => NewVersion.From(
        [.. version.Parents.Select(parent => parent.Id)], version.Stamp, version.Payload!, null, version.ContentHash);

    /// <summary>Takes the entry of one version out of the index of ids.</summary>
    private void LoseId(long number)
    {
        using var file = Database.Open(_scratch.Store, readOnly: false);
        file.Execute(
            $"""
            CREATE TABLE other(key INTEGER PRIMARY KEY, id BLOB NOT NULL);
            INSERT INTO other SELECT key, id FROM version WHERE key & 4294967295 <> {number};
            CREATE INDEX other_id ON other(substr(id, 1, 6));
            PRAGMA writable_schema=ON;
            UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'other_id')
                WHERE name = 'version_id';
            DELETE FROM sqlite_master WHERE name LIKE 'other%'
            """);
    }

    private static ReadOnlySpan<byte> Page(byte[] bytes, int page) => bytes.AsSpan(page * PageSize, PageSize);

    private async Task<(byte[] Bytes, List<string> Content)> Sample(bool compact)
    {
        var path = Path.Combine(_scratch.Folder, "whole.db");
        await using var store = SqliteHistoryStore.Open(path);
        await Samples.Record(store, compact);
        var content = await Samples.ReadAll(store);
        Assert.Empty((await store.VerifyAsync()).Findings);
        await store.DisposeAsync();
        return (await File.ReadAllBytesAsync(path), content);
    }

    private async Task<bool> ReadsWrong(byte[] damaged, List<string> content)
    {
        await File.WriteAllBytesAsync(_scratch.Store, damaged);
        try
        {
            await using var store = SqliteHistoryStore.Open(_scratch.Store);
            return !content.SequenceEqual(await Samples.ReadAll(store));
        }
        catch (HistoryStoreException)
        {
            return false;
        }
    }

    private async Task<bool> IsClean(byte[] damaged)
    {
        await File.WriteAllBytesAsync(_scratch.Store, damaged);
        await using var store = SqliteHistoryStore.Open(_scratch.Store);
        return (await store.VerifyAsync()).IsClean;
    }
}
