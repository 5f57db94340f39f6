using System.Text;
using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Rot;

/// <summary>A store that rots: documents of several sizes with branches, a merge and pruned versions.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Content">All that can be read of it.</param>
/// <param name="Replica">A copy that does not rot.</param>
internal sealed record Sample(StoreBytes Files, IReadOnlyList<string> Content, string Replica)
{
    /// <summary>The rows of it.</summary>
    public IReadOnlyList<string> Rows { get; } = Read.Rows(Replica)!;

    /// <summary>What of the rows people read.</summary>
    public IReadOnlyList<string> Trusted { get; } = Read.Trusting(Replica)!;

    /// <summary>The forms in which a store lies on a disk.</summary>
    public enum Form
    {
        Plain,
        Compact,
        CutOff,
    }

    /// <summary>Makes one.</summary>
    /// <param name="path">Where its copy is to be.</param>
    /// <param name="form">How it lies on the disk.</param>
    public static async Task<Sample> MakeAsync(string path, Form form)
    {
        IReadOnlyList<string> content;
        await using (var store = SqliteHistoryStore.Open(path))
        {
            foreach (var (name, size) in new[] { ("a.json", 3), ("folder/b c.json", 40) }) await Record(store, name, size);
            if (form == Form.Compact) await store.CompactAsync();
            content = await Read.AllAsync(store);
            Assert.Empty((await DocumentHistory.VerifyAsync(store)).Findings);
        }

        return new Sample(form == Form.CutOff ? CutOff(path) : StoreBytes.Read(path), content, path);
    }

    private static async Task Record(SqliteHistoryStore store, string name, int size)
    {
        var history = await DocumentHistory.OpenAsync(store, HistoryName.Of(name));
        for (var i = 0; i < 24; i++) history = await Record(history, i, size);
        history = Right(await history.CreateBranchAsync(BranchName.Of("draft")));
        history = await Record(history, 100, size);
        history = Right(await history.SwitchAsync(BranchName.Of("draft")));
        for (var i = 24; i < 30; i++) history = await Record(history, i, size);
        var stamp = Stamp.FromTicks(638_000_003_000_000_000, "merger");
        history = Right(await history.MergeAsync(BranchName.Main, stamp, MergePolicy.Ours)).History;
        history = await Record(history, 30, size);
        _ = Right(await store.PruneAsync(
            history.Name, new System.Collections.Generic.HashSet<long> { 2, 3, 11 }));
    }

    private static async Task<DocumentHistory> Record(DocumentHistory history, int at, int size)
    {
        var text = new StringBuilder("{\n");
        for (var i = 0; i < size; i++)
            _ = text.Append($"  \"key{i}\": \"{(i == at % size ? at : 0)} {new string((char)('a' + (i % 26)), 10 + i)}\",\n");
        _ = text.Append($"  \"last\": {at}.50\n}}{(at % 5 == 0 ? "" : "\n")}");
        var stamp = Stamp.FromTicks(638_000_000_000_000_000 + (at * 10_000_000L), $"actor {at % 3} é", $"step {at}");
        return Right(await history.RecordAsync(Encoding.UTF8.GetBytes(text.ToString()), stamp)).History;
    }

    /// <summary>The files as a process leaves them that was killed within a commit: half of it is in the store.</summary>
    private static StoreBytes CutOff(string path)
    {
        var whole = File.ReadAllBytes(path);
        var there = Path.ChangeExtension(path, ".cutoff");
        File.WriteAllBytes(there, whole);
        using var file = Database.Open(there, readOnly: false);
        file.Execute("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA cache_size=4; BEGIN IMMEDIATE");
        file.Execute("UPDATE version SET label = label || ' and more'");
        var files = StoreBytes.Read(there);
        file.Execute("ROLLBACK");
        Assert.False(files.Store.AsSpan().SequenceEqual(whole), "nothing of the commit is in the store");
        Assert.True(files.Journal is { Length: > 512 }, "the commit has no journal");
        return files;
    }
}
