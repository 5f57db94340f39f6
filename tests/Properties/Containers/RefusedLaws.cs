using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Containers;

namespace Timeline.Tests.Properties.Containers;

/// <summary>What cannot be recorded, or is forbidden, is refused by every method, and changes nothing at all.</summary>
public sealed class RefusedLaws
{
    public sealed record Attempt(string Container, int Method, int Element, bool Converts, bool IsWatched, int Before, int At);

    private static readonly Arbitrary<Attempt> Cases = Arb.From(
        from container in Gen.Elements("list", "dictionary", "set", "strings", "keys")
        from method in Gen.Choose(0, 30)
        from element in Gen.Choose(0, 30)
        from converts in Gen.Elements(true, false)
        from watched in Gen.Elements(true, false)
        from before in Gen.Choose(0, 4)
        from at in Gen.Choose(0, 3)
        select new Attempt(container, method, element, converts, watched, before, at));

    [Fact]
    public void What_cannot_be_recorded_is_refused_by_every_method() => Law.Holds(
        Cases,
        it =>
        {
            var world = new World(it.Converts, it.IsWatched);
            foreach (var _ in Enumerable.Range(0, it.Before)) world.List.Add(world.Inner);
            var adding = it.Container switch
            {
                "list" => Pick(it.Method, Adding(world.List, Unrecordable(world, it), it.At)),
                "dictionary" => Pick(it.Method, Adding(world.Map, Unrecordable(world, it), $"k{it.At}")),
                "set" => Pick(it.Method, Adding(world.Set, Unrecordable(world, it))),
                "strings" => Pick(it.Method, Adding(world.Strings, "half \ud800", it.At)),
                _ => Pick(it.Method, Adding(world.Map, 1, "half \udc00")),
            };
            world.Heard.Clear();
            var before = world.State();
            var thrown = Record(adding);
            Assert.True(thrown is ArgumentException, $"{it}: {thrown}");
            Assert.Equal(before, world.State());
            Assert.Empty(world.Heard);
            world.StillWorks();
        },
        cases: 1_500);

    [Fact]
    public void What_is_locked_is_changed_by_no_method_of_no_interface() => Law.Holds(
        Cases,
        it =>
        {
            var world = new World(it.Converts, it.IsWatched);
            world.List.AddRange([1, 2, world.Inner]);
            world.Map.SetRange([new("k0", 0), new("k1", world.List)]);
            world.Set.UnionWith([1, 2]);
            world.Strings.Add("a");
            world.Inner.Add(1);
            TrackedContainer locked = it.Container switch
            {
                "list" => world.List,
                "dictionary" or "keys" => world.Map,
                "set" => world.Set,
                _ => world.Strings,
            };
            Action[] changing = it.Container switch
            {
                "list" => [.. Adding(world.List, 7, it.At), .. Taking(world.List), .. Adding(world.Inner, 7, 0)],
                "dictionary" or "keys" =>
                [
                    .. Adding(world.Map, 7, "new"), .. Taking(world.Map), .. Adding(world.List, 7, it.At),
                    .. Adding(world.Inner, 7, 0),
                ],
                "set" => [.. Adding(world.Set, 7), .. Taking(world.Set)],
                _ => [.. Adding(world.Strings, "b", 0), .. Taking(world.Strings)],
            };
            locked.Lock();
            world.Heard.Clear();
            var before = world.State();
            var thrown = Record(Pick(it.Method, changing));
            Assert.True(
                thrown is InvalidOperationException && thrown.Message.Contains("locked", StringComparison.Ordinal),
                $"{it}: {thrown}");
            Assert.Equal(before, world.State());
            Assert.Empty(world.Heard);
            locked.Unlock();
            world.StillWorks();
        },
        cases: 1_500);

    private static Action Pick(int which, params Action[] actions) => actions[which % actions.Length];

    private static object Unrecordable(World world, Attempt it)
    {
        object[] all =
        [
            "\udfff", (Action)(() => { }), new Cycle(), new object?[] { 1, (Func<int>)(() => 1) },
            new Dictionary<string, object?> { ["deep"] = new List<object?> { "\udfff" } },
            new Dictionary<string, object?> { ["\ud800"] = 1 }, new Throwing(), typeof(string), '\ud800',
            // Of plain collections some is converted before the rest is refused.
            new List<object?> { world.Inner, new List<object?> { world.Inner, new List<object?> { world.Inner } }, (Action)(() => { }) },
        ];
        return all[it.Element % all.Length];
    }

    private static Action[] Adding<T>(TrackedList<T> list, T element, int at)
    {
        at = Math.Min(at, list.Count);
        Action[] always =
        [
            () => list.Add(element), () => list.Insert(at, element), () => list.AddRange([element]),
            () => list.InsertRange(at, [list.Count > 0 ? list[0] : element, element]),
            () => ((IList)list).Add(element), () => ((IList)list).Insert(at, element),
            () => ((IList<T>)list).Insert(at, element), () => ((ICollection<T>)list).Add(element),
        ];
        return list.Count == 0
            ? always
            : [.. always, () => list[0] = element, () => ((IList)list)[^1] = element, () => ((IList<T>)list)[0] = element];
    }

    private static Action[] Taking<T>(TrackedList<T> list) =>
    [
        list.Clear, () => list.RemoveAt(0), () => list.Remove(list[0]), () => list.RemoveRange(0, 1),
        () => list.RemoveAll(_ => true), () => ((IList)list).RemoveAt(0), () => ((IList)list).Remove(list[0]),
        ((IList)list).Clear, ((ICollection<T>)list).Clear, () => ((ICollection<T>)list).Remove(list[0]),
        () => list.RollBackTo(list.Log.First),
    ];

    private static Action[] Adding<TValue>(TrackedDictionary<string, TValue> map, TValue element, string key)
    {
        // Only keys that are not there.
        _ = map.Remove(key);
        return
        [
            () => map[key] = element, () => map.Add(key, element), () => map.TryAdd(key, element),
            () => map.SetRange([new("other", map.Values.FirstOrDefault()!), new(key, element)]),
            () => ((IDictionary)map).Add(key, element), () => ((IDictionary)map)[key] = element,
            () => ((IDictionary<string, TValue>)map)[key] = element, () => ((IDictionary<string, TValue>)map).Add(key, element),
            () => ((ICollection<KeyValuePair<string, TValue>>)map).Add(new(key, element)),
        ];
    }

    private static Action[] Taking<TValue>(TrackedDictionary<string, TValue> map)
    {
        var (key, value) = map.First();
        return
        [
            map.Clear, () => map.Remove(key), () => map.Remove(key, out _), () => ((IDictionary)map).Remove(key),
            ((IDictionary)map).Clear, () => ((ICollection<KeyValuePair<string, TValue>>)map).Remove(new(key, value)),
            ((ICollection<KeyValuePair<string, TValue>>)map).Clear, () => ((IDictionary<string, TValue>)map).Remove(key),
            () => map.RollBackTo(map.Log.First), () => map[key] = map.Values.Last(it => !Equals(it, value)),
        ];
    }

    private static Action[] Adding<T>(TrackedSet<T> set, T element)
        where T : notnull =>
    [
        () => set.Add(element), () => set.UnionWith([element]), () => set.SymmetricExceptWith([element]),
        () => ((ICollection<T>)set).Add(element), () => ((ISet<T>)set).Add(element),
        () => ((ISet<T>)set).UnionWith([element]),
    ];

    private static Action[] Taking<T>(TrackedSet<T> set)
        where T : notnull =>
    [
        set.Clear, () => set.Remove(set.First()), () => set.ExceptWith(set), () => set.IntersectWith([]),
        () => set.RemoveWhere(_ => true), () => ((ICollection<T>)set).Remove(set.First()), ((ICollection<T>)set).Clear,
        () => set.SymmetricExceptWith([set.First()]), () => set.RollBackTo(set.Log.First),
    ];

    private static Exception? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception thrown) when (thrown is ArgumentException or InvalidOperationException)
        {
            return thrown;
        }
    }

    /// <summary>A container of each kind, and a list that may stand in them.</summary>
    private sealed class World
    {
        public World(bool converts, bool isWatched)
        {
            TrackingOptions options = new() { ConvertPlain = converts };
            (List, Inner, Map, Set) = (new(options), new(options), new(options), new(options));
            All = [List, Inner, Map, Set, Strings];
            foreach (var one in All)
            {
                _ = one.Subscribe(it => Heard.Add(it));
                if (isWatched) one.CollectionChanged += (_, it) => Heard.Add(it);
            }
        }

        public TrackedList<object?> List { get; }

        public TrackedList<object?> Inner { get; }

        public TrackedDictionary<string, object?> Map { get; }

        public TrackedSet<object> Set { get; }

        public TrackedList<string> Strings { get; } = new();

        public List<object> Heard { get; } = [];

        private TrackedContainer[] All { get; }

        /// <summary>All that tells containers apart.</summary>
        public string State() => string.Join('\n', All.Select(it =>
            $"{it.Snapshot} {it.Log.Last.Id} {it.IsLocked} {string.Join(',', it.Parents.Select(parent => parent.Id))}"));

        public void StillWorks()
        {
            List.Add(Inner);
            Map["inner"] = Inner;
            Inner.Add(42);
            _ = Set.Add(42);
            Strings.Add("");
            Assert.Equal([.. Inner.Parents.Select(it => it.Id).Order()], new[] { List.Id, Map.Id }.Order());
            foreach (var one in All) Replaying.Agrees(one);
        }
    }

    private sealed class Cycle
    {
        public Cycle Itself => this;
    }

    private sealed class Throwing
    {
        public int Value => throw new InvalidOperationException("It has none.");
    }
}
