using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Tests.Persisting;

namespace Timeline.Tests.Properties.Persisting;

public sealed class SavingLaws
{
    private static readonly Sealing Encrypted = new() { Keys = new KeyRing("k", _ => new byte[KeyRing.KeySize]) };

    [Fact]
    public void Loading_what_was_saved_gives_the_same_history() =>
        Law.Holds(Scripts.All, script => AssertComesBack(Scripts.Grown(script), null));

    [Fact]
    public void Loading_what_was_saved_sealed_gives_the_same_history() =>
        Law.Holds(Scripts.All, script => AssertComesBack(Scripts.Grown(script), Encrypted), 60);

    [Fact]
    public void Loading_what_was_compressed_gives_the_same_history() =>
        Law.Holds(Scripts.All, script => AssertComesBack(Scripts.Grown(script), new Sealing()), 60);

    [Fact]
    public void Loading_what_was_pruned_and_saved_gives_the_same_history() => Law.Holds(Scripts.All, script =>
    {
        var grown = Scripts.Grown(script);
        for (var number = 0; number < 3; number++) AssertComesBack(Scripts.Pruned(grown, number), null);
    });

    [Fact]
    public void Saving_what_was_loaded_gives_the_same_file() => Law.Holds(Scripts.All, script =>
    {
        var file = Saved(Scripts.Pruned(Scripts.Grown(script), 1), null);
        Assert.Equal(file, Saved(Loaded(file, null), null));
    });

    private static void AssertComesBack(Branches<State> branches, Sealing? sealing)
    {
        var back = Loaded(Saved(branches, sealing), sealing);
        Assert.Equal(Graph.Of(branches), Graph.Of(back));
        Assert.Equal(Graph.Sharing(branches), Graph.Sharing(back));
    }

    private static byte[] Saved(Branches<State> branches, Sealing? sealing) =>
        SavedAsync(branches, sealing).GetAwaiter().GetResult();

    private static Branches<State> Loaded(byte[] file, Sealing? sealing) =>
        LoadedAsync(file, sealing).GetAwaiter().GetResult();

    private static async Task<byte[]> SavedAsync(Branches<State> branches, Sealing? sealing)
    {
        await using var stream = new MemoryStream();
        await HistoryFile.SaveAsync(stream, [SavedHistory.Of("state", branches, sealing)]);
        return stream.ToArray();
    }

    private static async Task<Branches<State>> LoadedAsync(byte[] file, Sealing? sealing)
    {
        await using var stream = new MemoryStream(file);
        var read = await HistoryFile.LoadAsync(stream, "a stream");
        return await read.GetAsync<State>("state", sealing);
    }
}
