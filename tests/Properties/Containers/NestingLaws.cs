using System.Collections.ObjectModel;
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

    // Of those, the first have no objects.
    private const int Collections = 6;
    private const int All = 10;

    private static readonly Gen<Move> Steps = StepsAmong(All);

    private static readonly Arbitrary<Move[]> Runs = Arb.From(Gen.ArrayOf(Steps));

    [Fact]
    public void Every_log_of_nested_containers_replays() => Law.Holds(
        Runs,
        run =>
        {
            var world = World();
            foreach (var step in run) _ = Outcomes.Of(() => Do(world, step));
            foreach (var container in world) Replaying.Agrees(container);
            foreach (var container in world) Mirror.Agrees(container);
        },
        cases: 300);

    [Fact]
    public void A_content_says_later_what_it_said_when_it_was_there() => Law.Holds(
        Runs,
        run =>
        {
            var (early, late) = (World(), World());
            List<string> said = [];
            List<ChangeContent> kept = [];
            foreach (var step in run)
            {
                _ = Outcomes.Of(() => Do(early, step));
                _ = Outcomes.Of(() => Do(late, step));
                said.AddRange(early.Select(it => it.Snapshot.ToString()));
                kept.AddRange(late.Select(it => it.Snapshot));
            }

            Assert.Equal(said, kept.Select(it => it.ToString()));
        },
        cases: 100);

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
                // What was made within the batch goes on holding what it holds.
                var parents = before[i].Parents;
                Assert.True(parents.SetEquals(world[i].Parents.Where(it => world.Contains(it) || parents.Contains(it))));
                var more = world[i].Log.Entries.Skip(before[i].Log.Count).Select(it => it.Action);
                Assert.True(more.SequenceEqual([]) || more.SequenceEqual([ChangeAction.RolledBack]));
                Mirror.Agrees(world[i]);
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
            from which in Gen.Choose(0, All - 1)
            from at in Gen.Choose(0, 100)
            select (steps, which, at)),
        run =>
        {
            var world = World();
            foreach (var step in run.steps) _ = Outcomes.Of(() => Do(world, step));
            var container = world[run.which];
            var at = run.at % container.Log.Count;
            var entry = container.Log.Entries[at];
            var next = at + 1 < container.Log.Count ? container.Log.Entries[at + 1] : null;
            var isMade = Outcomes.Of(() => container.RollBackTo(entry)) == "gives nothing";

            // Between the entries of one change that is seen at several places, a container was in two states at once;
            // and between those of two properties that follow each other, an object.
            var isWhole = next?.Method != nameof(BareNode.Half) && !container.Log.Entries.Any(it => it.Origin == entry.Origin && it.Id != entry.Id);
            if (isMade && isWhole) Assert.Equal(entry.ContentAfter, LanguageExt.Prelude.Some(container.Snapshot));
            foreach (var one in world) Replaying.Agrees(one);
            foreach (var one in world) Mirror.Agrees(one);
        },
        cases: 200);

    [Fact]
    public void A_copy_holds_the_same_and_goes_its_own_way() => Law.Holds(
        Arb.From(
            from steps in Gen.ArrayOf(StepsAmong(Collections))
            from more in Gen.ArrayOf(Steps)
            select (steps, more)),
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
        Track.Object(new TrackedNode()), Track.Object(new ModelNode()), Track.Object(Track.Proxy<INode>()),
        Track.Object(new BareNode()),
    ];

    private static Gen<Move> StepsAmong(int containers) =>
        from kind in Gen.Choose(0, 11)
        from @from in Gen.Choose(0, containers - 1)
        from to in Gen.Choose(0, containers - 1)
        from at in Gen.Choose(0, 4)
        select new Move(kind, @from, to, at);

    /// <summary>The paths at which a container stands in another, found by looking.</summary>
    private static List<string> PlacesOf(TrackedContainer sought, TrackedContainer top)
    {
        List<string> found = [];
        foreach (var (key, element) in Elements(top))
        {
            if (Mirror.ContainerOf(element) is not { } below) continue;
            if (ReferenceEquals(below, sought)) found.Add("/" + key);
            found.AddRange(PlacesOf(sought, below).Select(it => "/" + key + it));
        }

        return found;
    }

    private static IEnumerable<(string Key, object? Element)> Elements(TrackedContainer container) => container switch
    {
        TrackedDictionary<string, object?> map => map.Select(it => (it.Key, it.Value)),
        TrackedDictionary<int, TrackedContainer> map => map.Select(it => ($"{it.Key}", (object?)it.Value)),
        TrackedList<object?> list => list.Select((it, at) => ($"{at}", it)),
        TrackedList<TrackedContainer> list => list.Select((it, at) => ($"{at}", (object?)it)),
        ObjectContainer it => it.Recorded.Select(property => (property.Name, property.Get(it))),
        FollowedList list => ((FollowedContent)list.State).Items.Select((it, at) => ($"{at}", it)),
        _ => [],
    };

    private static bool Do(TrackedContainer[] world, Move step)
    {
        var (held, at) = (world[step.To], step.At);
        // Of an object its container stands in some, and the object itself in others.
        var other = held is ObjectContainer { Target: { } target } ? target : held;
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
                if (step.Kind < 7) map[at] = held;
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
                if (step.Kind < 6) list.Insert(Math.Min(at, list.Count), held);
                else if (step.Kind < 8) list.RemoveAt(at);
                else list.Reverse();
                return true;
            case TrackedSet<int> set:
                if (step.Kind < 8) return set.Add(at + step.Kind);
                return set.Remove(at);
            case ObjectContainer { Target: ModelNode model } when step.Kind < 6:
                return DoItems(model.Items, step.Kind, at, other);
            case ObjectContainer { Target: INode node } container:
                return DoNode(container, node, step.Kind, at, other);
            default:
                return true;
        }
    }

    private static bool DoItems(ObservableCollection<object?> items, int kind, int at, object other)
    {
        if (kind < 2) items.Insert(Math.Min(at, items.Count), other);
        else if (kind == 2) items.RemoveAt(at);
        else if (kind == 3) items.Move(at, 0);
        else if (kind == 4) items[at] = other;
        else if (at == 0) items.Clear();
        else items.Add(at);
        return true;
    }

    private static bool DoNode(ObjectContainer container, INode node, int kind, int at, object other)
    {
        if (kind < 3) node.Any = other;
        else if (kind < 5) node.Any = at;
        else if (kind == 5) node.Other = other;
        else if (kind == 6) node.Other = null;
        else if (kind == 7) node.Name = $"{at}";
        else if (kind == 8) node.Number = at;
        else if (kind == 9 && node is ModelNode model) model.Items = [at, other];
        if (kind < 10) return true;
        container.LockProperty(nameof(INode.Any));
        var outcome = Outcomes.Of(() => node.Any = other);
        container.UnlockProperty(nameof(INode.Any));
        return outcome.Length > 0;
    }
}
