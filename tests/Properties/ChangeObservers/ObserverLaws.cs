using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Containers;
using Timeline.Stamping;
using Timeline.Values;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Properties.ChangeObservers;

public sealed class ObserverLaws
{
    public sealed record Move(int Kind, int Key, int Number);

    private static readonly Gen<Move[]> Moves = Gen.ArrayOf(
        from kind in Gen.Choose(0, 6)
        from key in Gen.Choose(0, 3)
        from number in Gen.Choose(0, 3)
        select new Move(kind, key, number));

    private static readonly Gen<ChangeFilter> Filters =
        from actor in Gen.Elements<string?>(null, "ann", "bob", "")
        from actions in Gen.SubListOf(Enum.GetValues<ChangeAction>())
        from paths in Gen.SubListOf(PathPattern.Of("/k0/**"), PathPattern.Of("/*"), PathPattern.Of("/k1/0"))
        select new ChangeFilter { Actor = actor, Actions = [.. actions], Paths = [.. paths] };

    [Fact]
    public void A_filter_passes_on_exactly_what_is_wanted_in_order() => Law.Holds(
        Arb.From(from moves in Moves from filter in Filters select (moves, filter)),
        run =>
        {
            ChangeCollector wanted = new(includeInit: true);
            var map = New();
            using var subscription = map.Subscribe(new FilteredObserver(wanted, run.filter), replay: true);
            foreach (var move in run.moves) Do(map, move);
            Assert.Equal(map.Log.Entries.Where(run.filter.IsWanted), wanted.Entries);
        });

    [Fact]
    public void A_collector_holds_the_newest_of_what_it_was_told() => Law.Holds(
        Arb.From(
            from moves in Moves
            from repeat in Gen.Choose(1, 20)
            from capacity in Gen.Elements<int?>(null, 1, 2, 7, 50)
            select (moves, repeat, capacity)),
        run =>
        {
            ChangeCollector collector = new(run.capacity, includeInit: true);
            var map = New();
            using var subscription = map.Subscribe(collector, replay: true);
            for (var i = 0; i < run.repeat; i++)
            {
                foreach (var move in run.moves) Do(map, move);
                var all = map.Log.Entries.ToArray();
                var newest = all[^Math.Min(all.Length, run.capacity ?? all.Length)..];
                Assert.Equal(newest, collector.Entries);
                Assert.Same(all[^1], collector.Last);
                Assert.Equal(all.Length - newest.Length, collector.Dropped);
                Assert.Equal(newest.Length, collector.Count);
            }
        });

    [Fact]
    public void A_replay_and_what_comes_after_it_are_the_log_whenever_one_comes() => Law.Holds(
        Arb.From(
            from moves in Moves
            from within in Gen.ArrayOf(Gen.Choose(0, 12))
            select (moves, within)),
        run =>
        {
            var map = New();
            List<(TrackedContainer Of, List<ChangeEntry> Heard)> late = [];
            TrackingBatch? batch = null;
            for (var i = 0; i < run.moves.Length; i++)
            {
                switch (i < run.within.Length ? run.within[i] : 12)
                {
                    case 0:
                        batch ??= Batch("some");
                        break;
                    case 1:
                        batch?.Commit();
                        batch?.Dispose();
                        batch = null;
                        break;
                    case 2:
                        batch?.Dispose();
                        batch = null;
                        break;
                    case 3 or 4:
                        Listen(map);
                        break;
                    case 5:
                        Listen(map.Values.OfType<TrackedContainer>().FirstOrDefault() ?? map);
                        break;
                }

                Do(map, run.moves[i]);
            }

            batch?.Dispose();
            Listen(map);
            foreach (var (of, heard) in late) Assert.Equal(of.Log.Entries, heard);

            void Listen(TrackedContainer container)
            {
                List<ChangeEntry> heard = [];
                var mutations = 0;
                late.Add((container, heard));
                container.Subscribe(
                    entry =>
                    {
                        heard.Add(entry);
                        if (container == map && batch is null && late.Count < 3 && mutations++ < 2) map["own"] = heard.Count;
                    },
                    replay: true);
            }
        });

    private static TrackedDictionary<string, object?> New() => new() { ["k0"] = new TrackedList<object?>() };

    private static void Do(TrackedDictionary<string, object?> map, Move move)
    {
        using var actor = Actor.As(move.Number % 2 == 0 ? "ann" : "bob");
        var key = $"k{move.Key}";
        switch (move.Kind)
        {
            case 0:
                map[key] = move.Number;
                break;
            case 1:
                map[key] = new TrackedList<object?> { move.Number };
                break;
            case 2:
                map.Remove(key);
                break;
            case 3:
                map.Clear();
                break;
            case 4:
                map.Lock();
                map.Unlock();
                break;
            default:
                if (map.TryGetValue(key, out var there) && there is TrackedList<object?> list) list.Add(move.Number);
                break;
        }
    }
}
