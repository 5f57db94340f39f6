using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Properties;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What every store must do; a kind of store passes by saying where it keeps its store.</summary>
public abstract class StoreSuite
{
    private static readonly HistoryName Name = HistoryName.Of("a.json");

    /// <summary>How many scripts are run: fewer where each step takes a message to a server and back.</summary>
    protected virtual int Cases => 120;

    protected abstract IStoreHome MakeHome();

    [Fact]
    public void A_store_says_what_a_plain_model_says_after_every_step() => Law.Holds(
        Scripts.OfNumbers(150),
        script =>
        {
            var home = MakeHome();
            new StoreScript(home, script).Run().GetAwaiter().GetResult();
            home.DisposeAsync().AsTask().GetAwaiter().GetResult();
        },
        Cases);

    [Fact]
    public async Task A_batch_that_fails_at_its_end_leaves_nothing_behind()
    {
        await using var home = MakeHome();
        await using var store = home.Open();
        var root = Draft.Start.ToRoot(Draft.StampOf(1));
        var move = BranchMove.Advance(BranchName.Main, root.Id, root.Id);
        var result = await store.AppendAsync(Name, AppendBatch.Of(root, move));
        Assert.True(result.IsLeft);
        Assert.True((await store.FindAsync(Name)).IsNone);
        Assert.Empty(await store.HistoriesAsync());
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_number_without_gaps()
    {
        await using var home = MakeHome();
        await using var store = home.Open();
        var root = Draft.Start.ToRoot(Draft.StampOf(0));
        _ = await store.AppendAsync(Name, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer =>
            Task.Run(() => Writers.Append(store, Name, writer, 0, 25))));
        Writers.AssertAllThere(await store.ReadRangeAsync(Name, 0, 1000, VersionDetail.Full), 4, 25);
        Assert.Empty((await store.VerifyAsync()).Findings);
    }
}
