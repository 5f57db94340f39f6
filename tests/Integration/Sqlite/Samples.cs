using System.Globalization;
using System.Text;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;
using Timeline.Values;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>A small history with a branch, a merge, a pruned version, snapshots and a pack: one of
/// everything.</summary>
internal static class Samples
{
    public static HistoryName Name { get; } = HistoryName.Of("config/app.json");

    private static readonly BranchName Draft = BranchName.Of("draft");

    /// <summary>Records the sample.</summary>
    public static async Task Record(IHistoryStore store, bool compact = true)
    {
        var document = Conformance.Draft.Start;
        var root = document.ToRoot(Conformance.Draft.StampOf(0, "first"));
        _ = Right(await store.AppendAsync(Name, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id))));
        var head = root;
        for (var i = 1; i <= 24; i++) (document, head) = await Commit(store, BranchName.Main, document, head, i);
        _ = Right(await store.AppendAsync(Name, AppendBatch.OfMoves(BranchMove.Create(Draft, head.Id))));
        var (_, theirs) = await Commit(store, Draft, document, head, 25);
        var (ours, mine) = await Commit(store, BranchName.Main, document, head, 26);
        var merged = ours.Set("key25", 25).ToVersion(
            [mine.Id, theirs.Id], Conformance.Draft.StampOf(27, "merge"), "key25");
        _ = Right(await store.AppendAsync(
            Name, AppendBatch.Of(merged, BranchMove.Advance(BranchName.Main, mine.Id, merged.Id))));
        _ = Right(await store.PruneAsync(Name, new System.Collections.Generic.HashSet<long> { 3, 4, 9 }));
        if (compact) await store.CompactAsync();
    }

    /// <summary>Everything that can be read of a store, in lines.</summary>
    public static async Task<List<string>> ReadAll(IHistoryStore store)
    {
        var lines = new List<string>();
        foreach (var history in await store.HistoriesAsync())
        {
            lines.Add($"{history.Name} {history.Count} {history.Current}");
            lines.AddRange(history.Branches.Select(branch => $"{branch.Name} {branch.Head.Number} {branch.Head.Id}"));
            foreach (var version in await store.ReadRangeAsync(history.Name, 0, int.MaxValue, VersionDetail.Full))
            {
                var value = await store.RestoreAsync(history.Name, version.Number);
                var text = value.Match(found => Json.ToText(found), error => error.Message);
                lines.Add(Describe(version) + $" value: {text}");
            }
        }

        return lines;
    }

    private static string Describe(StoredVersion version)
    {
        var parents = string.Join(',', version.Parents.Select(parent => $"{parent.Number}:{parent.Id.ToShort()}"));
        var patch = version.Payload is { } payload ? Encoding.UTF8.GetString(payload.Patch.Span) : "none";
        var source = version.Payload?.Source is { } bytes ? Convert.ToHexString(bytes.Span) : "none";

        // An actor holds a zero, which a text file does not.
        var actor = version.Stamp.Actor.Replace("\0", "(zero)", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{version.Number} {version.Id} ({parents}) {version.Stamp.Ticks} '{actor}' '{version.Stamp.Label}' "
            + $"{version.Changes} {version.ContentHash} {version.IsPruned} patch: {patch} source: {source}");
    }

    /// <summary>The sample as a store knows it.</summary>
    public static async Task<StoredHistory> Find(IHistoryStore store) => (await store.FindAsync(Name))
        .Match(found => found, () => throw new InvalidOperationException("The sample is gone."));

    private static async Task<(Draft Document, NewVersion Head)> Commit(
        IHistoryStore store, BranchName branch, Draft before, NewVersion head, int tick)
    {
        var key = tick % 4 == 0 ? "key0" : $"key{tick}";
        var document = before.Set(key, tick);
        var source = tick % 3 == 0 ? null : new byte[tick * 5];
        var version = document.ToVersion([head.Id], Conformance.Draft.StampOf(tick), key, source);
        _ = Right(await store.AppendAsync(
            Name, AppendBatch.Of(version, BranchMove.Advance(branch, head.Id, version.Id))));
        return (document, version);
    }
}
