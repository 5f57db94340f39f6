using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;
using Timeline.Containers;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Properties.Containers;

/// <summary>Containers in containers, in random shapes.</summary>
public sealed class NestingLaws
{
    public sealed record Move(int Kind, int From, int To, int At);

    private static readonly Gen<Move> Steps =
        from kind in Gen.Choose(0, 11)
        from @from in Gen.Choose(0, 5)
        from to in Gen.Choose(0, 5)
        from at in Gen.Choose(0, 4)
        select new Move(kind, @from, to, at);

    private static readonly Arbitrary<Move[]> Runs = Arb.From(Gen.ArrayOf(Steps));

    [Fact]
    public void Every_log_of_nested_containers_replays() => Law.Holds(
        Runs,
        run =>
        {
            var world = World();
            foreach (var step in run) _ = Outcomes.Of(() => Do(world, step));
            foreach (var container in world) Replaying.Agrees(container);
        },
        cases: 300);

    [Fact]
    public void The_log_of_an_ancestor_agrees_with_that_of_its_child() => Law.Holds(
        Runs,
        run =>
        {
            var world = World();
            foreach (var step in run)
            {
                var places = world.Select(it => (Container: it, Places: world.ToDictionary(top => top,
                    top => PlacesOf(it, top)))).ToArray();
                var before = world.ToDictionary(it => it, it => it.Log.Last.Id.Number);
                _ = Outcomes.Of(() => Do(world, step));
                foreach (var (container, tops) in places)
                {
                    var own = container.Log.Last;
                    if (own.Id.Number == before[container] || own.Origin != own.Id) continue;
                    foreach (var (top, at) in tops)
                    {
                        var told = top.Log.Entries.Where(it => it.Origin == own.Id && it.Id != own.Id).ToArray();
                        Assert.Equal(
                            at.Select(it => it + own.Path).Order(StringComparer.Ordinal),
                            told.Select(it => it.Path.ToString()).Order(StringComparer.Ordinal));
                        Assert.All(told, it => Assert.Equal(
                            (own.Action, own.Method, own.Before, own.After, own.Time), (it.Action, it.Method,
                                it.Before, it.After, it.Time)));
                    }
                }
            }
        },
        cases: 150);

    [Fact]
    public void A_batch_that_was_rolled_back_leaves_the_content_and_no_entry_but_its_own() => Law.Holds(
        Arb.From(
            from start in Gen.ArrayOf(Steps)
            from within in Gen.ArrayOf(Steps)
            from inner in Gen.Choose(0, 2)
            select (start, within, inner)),
        run =>
        {
            var world = World();
            foreach (var step in run.start) _ = Outcomes.Of(() => Do(world, step));
            var before = world.Select(it => (it.Snapshot, it.Log, Parents: it.Parents.ToHashSet())).ToArray();
            List<ChangeEntry> heard = [];
            foreach (var one in world) _ = one.Subscribe(heard.Add);
            using (Batch("whole"))
            {
                foreach (var step in run.within[..(run.within.Length / 2)]) _ = Outcomes.Of(() => Do(world, step));
                using (var inner = Batch("half"))
                {
                    foreach (var step in run.within[(run.within.Length / 2)..]) _ = Outcomes.Of(() => Do(world, step));
                    if (run.inner == 0) inner.Commit();
                }

                Assert.Empty(heard);
            }

            for (var i = 0; i < world.Length; i++)
            {
                Assert.Same(before[i].Snapshot, world[i].Snapshot);
                Assert.True(before[i].Parents.SetEquals(world[i].Parents));
                var more = world[i].Log.Entries.Skip(before[i].Log.Count).Select(it => it.Action);
                Assert.True(more.SequenceEqual([]) || more.SequenceEqual([ChangeAction.RolledBack]));
            }

            Assert.All(heard, it => Assert.Equal(ChangeAction.RolledBack, it.Action));
            foreach (var step in run.within) _ = Outcomes.Of(() => Do(world, step));
            foreach (var container in world) Replaying.Agrees(container);
        },
        cases: 200);

    [Fact]
    public void A_batch_that_is_committed_is_told_then_and_does_what_its_mutations_do() => Law.Holds(
        Runs,
        run =>
        {
            var (bare, batched) = (World(), World());
            List<ChangeEntry> heard = [];
            foreach (var one in batched) _ = one.Subscribe(heard.Add);
            using (var batch = Batch("all"))
            {
                foreach (var step in run)
                {
                    var expected = Outcomes.Of(() => Do(bare, step));
                    Assert.Equal(expected, Outcomes.Of(() => Do(batched, step)));
                }

                Assert.Empty(heard);
                batch.Commit();
            }

            Assert.Equal(bare.Select(it => it.Snapshot.Value), batched.Select(it => it.Snapshot.Value));
            Assert.Equal(batched.Sum(it => it.Log.Count - 1), heard.Count);
            Assert.True(heard.Select(it => it.Group).Distinct().Count() <= 1);
        },
        cases: 100);

    [Fact]
    public void Rolling_back_to_an_entry_takes_the_content_of_then_and_is_recorded() => Law.Holds(
        Arb.From(
            from steps in Gen.ArrayOf(Steps)
            from which in Gen.Choose(0, 5)
            from at in Gen.Choose(0, 100)
            select (steps, which, at)),
        run =>
        {
            var world = World();
            foreach (var step in run.steps) _ = Outcomes.Of(() => Do(world, step));
            var container = world[run.which];
            var entry = container.Log.Entries[run.at % container.Log.Count];
            var isMade = Outcomes.Of(() => container.RollBackTo(entry)) == "gives nothing";

            // Between the entries of one change that is seen at several places, a container was in two states at once.
            var isWhole = !container.Log.Entries.Any(it => it.Origin == entry.Origin && it.Id != entry.Id);
            if (isMade && isWhole) Assert.Equal(entry.ContentAfter, LanguageExt.Prelude.Some(container.Snapshot));
            foreach (var one in world) Replaying.Agrees(one);
        },
        cases: 200);

    [Fact]
    public void A_copy_holds_the_same_and_goes_its_own_way() => Law.Holds(
        Arb.From(from steps in Gen.ArrayOf(Steps) from more in Gen.ArrayOf(Steps) select (steps, more)),
        run =>
        {
            var world = World();
            foreach (var step in run.steps) _ = Outcomes.Of(() => Do(world, step));
            TrackedContainer[] copies =
                [((TrackedDictionary<string, object?>)world[0]).Copy(), ((TrackedList<object?>)world[1]).Copy()];
            var values = copies.Select(it => it.Snapshot.Value).ToArray();
            Assert.Equal(world.Take(2).Select(it => it.Snapshot.Value), values);
            foreach (var step in run.more) _ = Outcomes.Of(() => Do(world, step));
            Assert.Equal(values, copies.Select(it => it.Snapshot.Value));
            Assert.All(copies, it => Assert.Equal(1, it.Log.Count));
        },
        cases: 100);

    private static TrackedContainer[] World() =>
    [
        new TrackedDictionary<string, object?>(), new TrackedList<object?>(), new TrackedDictionary<int,
            TrackedContainer>(),
        new TrackedList<TrackedContainer>(), new TrackedSet<int>(), new TrackedDictionary<string, object?>(),
    ];

    /// <summary>The paths at which a container stands in another, found by looking.</summary>
    private static List<string> PlacesOf(TrackedContainer sought, TrackedContainer top)
    {
        List<string> found = [];
        foreach (var (key, element) in Elements(top))
        {
            if (ReferenceEquals(element, sought)) found.Add("/" + key);
            if (element is TrackedContainer below) found.AddRange(PlacesOf(sought, below).Select(it => "/" + key + it));
        }

        return found;
    }

    private static IEnumerable<(string Key, object? Element)> Elements(TrackedContainer container) => container switch
    {
        TrackedDictionary<string, object?> map => map.Select(it => (it.Key, it.Value)),
        TrackedDictionary<int, TrackedContainer> map => map.Select(it => ($"{it.Key}", (object?)it.Value)),
        TrackedList<object?> list => list.Select((it, at) => ($"{at}", it)),
        TrackedList<TrackedContainer> list => list.Select((it, at) => ($"{at}", (object?)it)),
        _ => [],
    };

    private static bool Do(TrackedContainer[] world, Move step)
    {
        var (other, at) = (world[step.To], step.At);
        switch (world[step.From])
        {
            case TrackedDictionary<string, object?> map:
                if (step.Kind < 3) map[$"k{at}"] = other;
                else if (step.Kind < 6) map[$"k{at}"] = at;
                else if (step.Kind < 9) return map.Remove($"k{at}");
                else if (step.Kind == 9) map.SetRange([new("k0", other), new("k1", at)]);
                else if (step.Kind == 10) map.Clear();
                else map.Lock();
                if (step.Kind == 11) map.Unlock();
                return true;
            case TrackedDictionary<int, TrackedContainer> map:
                if (step.Kind < 7) map[at] = other;
                else return map.Remove(at);
                return true;
            case TrackedList<object?> list:
                if (step.Kind < 3) list.Insert(Math.Min(at, list.Count), other);
                else if (step.Kind < 5) list.Add(at);
                else if (step.Kind == 5) list[at] = at;
                else if (step.Kind == 6) list[at] = other;
                else if (step.Kind < 9) list.RemoveAt(at);
                else if (step.Kind == 9) list.Reverse();
                else if (step.Kind == 10) list.InsertRange(0, [at, other]);
                else list.Clear();
                return true;
            case TrackedList<TrackedContainer> list:
                if (step.Kind < 6) list.Insert(Math.Min(at, list.Count), other);
                else if (step.Kind < 8) list.RemoveAt(at);
                else list.Reverse();
                return true;
            case TrackedSet<int> set:
                if (step.Kind < 8) return set.Add(at + step.Kind);
                return set.Remove(at);
            default:
                return true;
        }
    }
}
