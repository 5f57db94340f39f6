using Timeline.Causality;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>All verbs of a store that was closed, twice: each says so, and by a name that its user knows.</summary>
internal static class Closed
{
    private static readonly ReplicaId Node = ReplicaId.Of("node");

    private static readonly HistoryName Name = HistoryName.Of("a.json");

    private static readonly VersionId Id = Draft.Start.ToRoot(Draft.StampOf(1)).Id;

    public static Task Check(IClockStore store) => Check(
        store,
        async () => _ = await store.LoadAsync(Node),
        async () => _ = await store.AdvanceAsync(Node, 1));

    public static Task Check(IErrorStore store) => Check(
        store,
        async () => _ = await store.AppendAsync([ErrorStoreScript.Entry(1)]),
        async () => { await foreach (var _ in store.ReadAsync(ErrorQuery.All)) { } },
        async () => _ = await store.RetainAsync(new ErrorRetention { Count = 0 }, DateTimeOffset.UnixEpoch));

    public static Task Check(IHistoryStore store) => Check(
        store,
        async () => _ = await store.HistoriesAsync(),
        async () => _ = await store.FindAsync(Name),
        async () => _ = await store.AppendAsync(
            Name, AppendBatch.Of(Draft.Start.ToRoot(Draft.StampOf(1)), BranchMove.Create(BranchName.Main, Id))),
        async () => _ = await store.ReadAsync(Name, 0),
        async () => _ = await store.ReadAsync(Name, Id),
        async () => _ = await store.MatchAsync(Name, Outcome.Right(VersionIdPrefix.Parse("abcd"))),
        async () => _ = await store.ReadRangeAsync(Name, 0, 10, VersionDetail.Full),
        async () => _ = await store.ReadChainAsync(Name, 0),
        async () => _ = await store.PruneAsync(Name, new HashSet<long> { 0 }),
        async () => await store.CompactAsync(),
        async () => _ = await store.VerifyAsync());

    public static async Task Check(IAsyncDisposable store, params Func<Task>[] uses)
    {
        await store.DisposeAsync();
        await store.DisposeAsync();
        foreach (var use in uses)
        {
            var error = await Assert.ThrowsAsync<ObjectDisposedException>(use);
            // The store that its user has, or the file that it is in; not a type that is none of his.
            Assert.True(
                error.ObjectName == store.GetType().FullName || File.Exists(error.ObjectName), $"{error.ObjectName}");
        }
    }
}
