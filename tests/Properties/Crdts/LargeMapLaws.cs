using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>Maps so large that what a small state takes away there is looked up, and not looked for.</summary>
public sealed class LargeMapLaws
{
    private const int Keys = 100;

    private static readonly ReplicaId[] Names = [.. "abc".Select(letter => ReplicaId.Of($"{letter}"))];

    private static readonly OrMap<int, OrMap<int, OrSet<int>>> Start = Enumerable.Range(0, Keys)
        .Aggregate(OrMap<int, OrMap<int, OrSet<int>>>.Empty, (map, i) => Added(Added(map, Names[i % 3], i, 1), Names[0], 0, i));

    [Fact]
    public void Merging_a_small_state_is_merging_the_large_one_it_was_taken_of() => Law.Holds(
        History<OrMap<int, OrMap<int, OrSet<int>>>>.Codes, codes =>
        {
            var heads = new[] { Start, Start, Start };
            foreach (var code in codes)
            {
                var (at, to) = (code % 3, code / 3 % 3);
                var before = heads[at];
                heads[at] = Changed(Changed(before, Names[at], code / 9), Names[at], code / 99);
                var delta = Read(heads[at].Delta(before));
                Assert.Equal(heads[at], before.Merge(delta));
                // One that never looked anything up, and one that kept up what it had.
                var (fresh, merged) = (Read(heads[to]), heads[to].Merge(delta));
                Assert.Equal(fresh.Merge(delta), merged);
                Assert.Equal(delta.Merge(fresh), delta.Merge(heads[to]));
                Assert.Equal(merged, delta.Merge(heads[to]));
                Assert.Same(merged, merged.Merge(delta));
                heads[to] = merged;
            }
            Assert.Equal(heads[0].Merge(heads[1]).Merge(heads[2]), Read(heads[2]).Merge(Read(heads[1])).Merge(Read(heads[0])));
        }, 100);

    [Fact]
    public void A_dot_that_somebody_forged_under_two_keys_is_taken_away_from_both()
    {
        var forged = Start.Update(-1, _ => Start.ValueAt(5));
        var (removed, delta) = (Start.Remove(5), Start.Remove(5).Delta(Start));
        Assert.Equal(removed, forged.Merge(delta));
        Assert.Equal(removed, delta.Merge(forged));
    }

    [Fact]
    public void Pruning_keeps_whom_something_is_held_of_at_any_depth()
    {
        var left = ReplicaId.Of("left");
        var map = Added(Start, left, 5, 7);
        Assert.Same(map, map.Prune([left]));
        var gone = map.Remove(5);
        Assert.Equal(0, gone.Prune([left]).Context.Vector.StepsOf(left));
        Assert.Equal(gone.Keys.Order(), gone.Prune([left]).Keys.Order());
    }

    private static OrMap<int, OrMap<int, OrSet<int>>> Changed(
        OrMap<int, OrMap<int, OrSet<int>>> map, ReplicaId replica, int code)
    {
        // Half of the changes are where the map is large within.
        var (key, inner) = (code % 2 == 0 ? 0 : code / 10 % (Keys + 5), code / 20 % (Keys + 5));
        return (code % 10 / 2) switch
        {
            0 when key > 0 => map.Remove(key),
            1 => map.Update(key, values => values.Remove(inner)),
            2 when key > 0 => map.Update(key, values => values.Clear()),
            _ => Added(map, replica, key, inner),
        };
    }

    private static OrMap<int, OrMap<int, OrSet<int>>> Added(
        OrMap<int, OrMap<int, OrSet<int>>> map, ReplicaId replica, int key, int inner) =>
        map.Update(key, values => values.Update(inner, set => set.Add(replica, inner % 4)));

    private static T Read<T>(T state)
        where T : class, ICrdt<T> => Outcome.Right(CrdtJson.Read<T>(CrdtJson.ToUtf8(state)));
}
