using Timeline.Causality;
using Timeline.Events;
using Timeline.Tests.Properties;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What every store of clocks must do; a kind of store passes by saying where it keeps its store.</summary>
public abstract class ClockStoreSuite
{
    private static readonly ReplicaId[] Nodes =
        [ReplicaId.Of("alice"), ReplicaId.Of("Alice"), ReplicaId.Of("alice "), ReplicaId.Of("häuser 😀'\"")];

    /// <summary>How many scripts are run against the model.</summary>
    protected virtual int Cases => 60;

    protected abstract IHome<IClockStore> MakeHome();

    [Fact]
    public void A_store_says_what_a_plain_table_says_after_every_step() => Law.Holds(
        Scripts.OfNumbers(150),
        script => RunAsync(home => RunAsync(home, script)).GetAwaiter().GetResult(),
        Cases);

    [Fact]
    public Task Two_over_one_node_never_get_the_same_time() => RunAsync(async home =>
    {
        const int Each = 50;
        await using var one = await home.OpenAsync();
        await using var other = await home.OpenAsync();
        var times = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var at = 0; at < Each; at++)
                mine.Add(Right(await (caller % 2 == 0 ? one : other).AdvanceAsync(Nodes[0], at % 3)));
            Assert.Equal(mine.Order(), mine);
            return mine;
        })));
        Assert.Equal(Enumerable.Range(1, 8 * Each).Select(time => (long)time), times.SelectMany(mine => mine).Order());
        Assert.Equal(8 * Each, await other.LoadAsync(Nodes[0]));
    });

    [Fact]
    public Task No_time_is_left_after_the_last_one() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        Assert.Equal(
            new TimelineError.ClockExhausted(Nodes[0], long.MaxValue),
            Left(await store.AdvanceAsync(Nodes[0], long.MaxValue)));
        Assert.Equal(0, await store.LoadAsync(Nodes[0]));
        Assert.Equal(long.MaxValue, Right(await store.AdvanceAsync(Nodes[0], long.MaxValue - 1)));
        Assert.Equal(
            new TimelineError.ClockExhausted(Nodes[0], long.MaxValue), Left(await store.AdvanceAsync(Nodes[0], 0)));
        Assert.Equal(long.MaxValue, await store.LoadAsync(Nodes[0]));
        Assert.Equal(0, await store.LoadAsync(Nodes[1]));
    });

    [Fact]
    public Task An_advance_that_was_given_up_changes_nothing() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.AdvanceAsync(Nodes[0], 3, given.Token));
        Assert.Equal(0, await store.LoadAsync(Nodes[0]));
    });

    private static async Task RunAsync(IHome<IClockStore> home, int[] script)
    {
        var model = Nodes.ToDictionary(node => node, _ => 0L);
        var store = await home.OpenAsync();
        foreach (var number in script)
        {
            var node = Nodes[number % Nodes.Length];
            switch (number / 4 % 8)
            {
                case 0:
                    await store.DisposeAsync();
                    store = await home.OpenAsync();
                    break;
                case 1:
                    Assert.Equal(
                        new TimelineError.ClockTimeNegative(node, -1 - number),
                        Left(await store.AdvanceAsync(node, -1 - number)));
                    break;
                default:
                    long atLeast = number / 32 % 3 == 0 ? 0 : number;
                    model[node] = Math.Max(model[node], atLeast) + 1;
                    Assert.Equal(model[node], Right(await store.AdvanceAsync(node, atLeast)));
                    break;
            }

            foreach (var each in Nodes) Assert.Equal(model[each], await store.LoadAsync(each));
        }

        await store.DisposeAsync();
    }

    private async Task RunAsync(Func<IHome<IClockStore>, Task> test)
    {
        await using var home = MakeHome();
        await test(home);
    }
}
