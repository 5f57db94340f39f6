using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;

namespace Timeline.Tests.Properties.Persisting;

/// <summary>Random changes on a store that fails at calls that the script chooses.</summary>
public sealed class JournalLaws
{
    private static readonly Sealing Encrypted = new() { Keys = new KeyRing("k", _ => new byte[KeyRing.KeySize]) };

    [Fact]
    public void Memory_is_what_the_store_has_after_every_step() =>
        Law.Holds(Scripts.All, script => Run(script, Durability.Each, null), 150);

    [Fact]
    public void Memory_is_what_the_store_has_after_every_step_also_where_it_is_sealed() =>
        Law.Holds(Scripts.All, script => Run(script, Durability.Each, Encrypted), 50);

    [Fact]
    public void Grouped_nothing_more_than_the_bound_is_not_in_the_store_and_all_of_it_after_a_flush() =>
        Law.Holds(Scripts.All, script => Run(script, Durability.Grouped(3, TimeSpan.FromDays(1)), null), 100);

    private static void Run(int[] script, Durability durability, Sealing? sealing) =>
        RunAsync(script, durability, sealing).GetAwaiter().GetResult();

    private static async Task RunAsync(int[] script, Durability durability, Sealing? sealing)
    {
        await using var memory = new MemoryHistoryStore();
        await using var store = new FaultyStore(memory);
        var options = new JournalOptions { Store = store, Durability = durability, Sealing = sealing };
        var kept = await Kept<State>.Open(store, State.Start, options);
        var acknowledged = 0;
        for (var i = 0; i + 1 < script.Length; i += 2)
        {
            Fail(store, script[i], script[i + 1]);
            var before = Graph.Of(kept.Branches);
            try
            {
                if (script[i] % 17 == 0)
                {
                    var rule = new Retention.Where(mark => mark.Index % 3 != 1);
                    _ = await kept.Journal.PruneAsync(rule, DateTimeOffset.UnixEpoch);
                }
                else
                {
                    var step = i + 1;
                    await kept.ChangeAsync((branches, _) => Scripts.Step(branches, script[step - 1], script[step], step));
                    acknowledged++;
                }
            }
            catch (Exception failure) when (failure is IOException or HistoryStoreException or TimelineException)
            {
                Assert.Equal(before, Graph.Of(kept.Branches));
            }

            Heal(store);
            if (durability == Durability.Each && !kept.Journal.IsReady) await kept.Journal.MakeReadyAsync();
            if (durability == Durability.Each) await AssertStored();
            else Assert.InRange(kept.Journal.Waiting, 0, 3);
        }

        await kept.Journal.FlushAsync();
        await AssertStored();
        Assert.Empty((await store.VerifyAsync()).Findings);

        async Task AssertStored()
        {
            var again = await Kept<State>.Open(store, State.Start, new() { Store = store, Sealing = sealing });
            Assert.Equal(Graph.Of(kept.Branches), Graph.Of(again.Branches));
            Assert.Equal(Graph.Sharing(kept.Branches), Graph.Sharing(again.Branches));
        }
    }

    /// <summary>Lets the store fail before or after it appends, with or without an answer to what it has.</summary>
    private static void Fail(FaultyStore store, int kind, int number)
    {
        if (kind % 3 != 0) return;
        if (number % 2 == 0) store.BeforeAppend = () => throw new HistoryStoreException("before");
        else store.AfterAppend = () => throw new IOException("after");
        if (number % 4 == 1) store.BeforeRead = () => throw new IOException("cannot be asked");
        if (number % 5 == 0) store.BeforePrune = () => throw new HistoryStoreException("not now");
    }

    private static void Heal(FaultyStore store)
    {
        store.BeforeAppend = store.AfterAppend = () => Task.CompletedTask;
        store.BeforeRead = store.BeforePrune = () => { };
    }
}
