using FsCheck;
using FsCheck.Fluent;
using Timeline.Namespaces;
using Timeline.Objects;
using Timeline.Persisting;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Tests.Properties.Namespaces;

/// <summary>A namespace against a list of entries and copies of it, step by step.</summary>
public sealed class NamespaceLaws
{
    // Names that a path has to quote are keys as well.
    internal static readonly string[] Keys = ["port", "host", "a.b", "0", "größe"];

    internal static Arbitrary<int[]> Scripts => Gen.Choose(0, 1_000_000).ArrayOf().ToArbitrary();

    [Fact]
    public void A_namespace_is_a_dictionary_and_a_list_of_copies_of_it() =>
        Law.Holds(Scripts, script => Run(script, (space, model) =>
        {
            Assert.Equal(model.Now.Entries.Select(Plain), space);
            Assert.Equal(model.Now.Entries.Select(entry => entry.Key), space.Keys);
            Assert.Equal((model.CanUndo, model.CanRedo), (space.CanUndo, space.CanRedo));
            Assert.Equal(model.Now.Label, space.LastChange.Stamp.Label);
        }));

    [Fact]
    public void No_version_ever_changes() =>
        Law.Holds(Scripts, script =>
        {
            var (space, model) = Run(script);
            var versions = space.History.Oldest();
            Assert.Equal(model.Versions.Count, versions.Length);
            foreach (var (version, index) in versions.Select((version, index) => (version, index)))
            {
                var then = model.Versions[index];
                Assert.Equal(then.Entries.Select(Plain), version.Value);
                Assert.Equal((index, then.Label, then.Time), (version.Index, version.Stamp.Label, version.Stamp.Time));
                Assert.Same(version, space.At(index));
                Assert.Same(version.Value, space.SnapshotAt(then.Time));
            }
        });

    [Fact]
    public void The_history_of_a_key_is_that_of_the_whole_seen_from_the_key() =>
        Law.Holds(Scripts, script =>
        {
            var (space, model) = Run(script, (space, model) =>
            {
                // Asked in between, so that what was read before is gone on from.
                if (model.Versions.Count % 3 == 0) AssertHistory(space, model, "port");
            });
            foreach (var key in Keys) AssertHistory(space, model, key);
            Assert.True(space.Key("never").History.IsEmpty);
        });

    [Fact]
    public void Each_change_of_a_key_is_told_once_in_order()
    {
        Law.Holds(Scripts, script =>
        {
            List<(int, string, KeyChangeKind, object?, object?)> heard = [];
            var heardByKey = Keys.ToDictionary(key => key, _ => new List<int>());
            var (space, model) = Run(script, listen: space =>
            {
                _ = space.OnChange((_, change) =>
                    heard.Add((change.Version.Index, change.Key, change.Kind, change.Before, change.After)));
                foreach (var key in Keys)
                    _ = space.Key(key).OnChange((self, change) => heardByKey[self.Name].Add(change.Version.Index));
            });
            var told = Keys.SelectMany(key => Told(model, key)).OrderBy(it => it.Index).ThenBy(it => it.Key).ToList();
            Assert.Equal(told, heard.OrderBy(it => it.Item1).ThenBy(it => it.Item2));
            Assert.Equal(heard.Select(it => it.Item1).Order(), heard.Select(it => it.Item1));
            foreach (var key in Keys)
                Assert.Equal(Told(model, key).Select(it => it.Index), heardByKey[key]);
        });

        static IEnumerable<(int Index, string Key, KeyChangeKind, object?, object?)> Told(
            NamespaceModel model, string key)
        {
            var all = model.Of(key).ToList();
            return all.Select((it, place) => (it.Index, key, Kind(place > 0 ? all[place - 1].Cell : null, it.Cell),
                place > 0 ? all[place - 1].Cell?.Value : null, it.Cell?.Value)).Where(it => it.Index > 0);
        }

        static KeyChangeKind Kind(Cell? before, Cell? after) =>
            before is null ? KeyChangeKind.Created : after is null ? KeyChangeKind.Removed : KeyChangeKind.Changed;
    }

    [Fact]
    public void The_difference_of_two_versions_leads_from_one_to_the_other() =>
        Law.Holds(Scripts, script =>
        {
            var (space, model) = Run(script);
            for (var to = 0; to < model.Versions.Count; to++)
            {
                var from = script.FirstOrDefault() % model.Versions.Count;
                var patch = space.Diff(from, to);
                Assert.Equal(AsValue(space.At(to).Value), TimelineException.Unwrap(patch.Apply(AsValue(space.At(from).Value))));
            }
        });

    private static Value AsValue(NamespaceSnapshot content) =>
        TimelineException.Unwrap(ObjectTree.Default.ToValue<IReadOnlyDictionary<string, object?>>(content));

    private static void AssertHistory(WatchedNamespace space, NamespaceModel model, string key)
    {
        var expected = model.Of(key).Select(it =>
            (it.Index, it.Cell is not null, it.Cell?.Value, it.Version.Label, it.Version.Time));
        Assert.Equal(expected, space.Key(key).History.Oldest().Select(version => (
            version.Index, version.Value.IsThere, version.Value.Value, version.Stamp.Label, version.Stamp.Time)));
        Assert.Equal(model.Now.Find(key) is not null, space.Key(key).IsThere);
    }

    internal static (WatchedNamespace Space, NamespaceModel Model) Run(
        int[] script,
        Action<WatchedNamespace, NamespaceModel>? check = null,
        Action<WatchedNamespace>? listen = null,
        JournalOptions? journal = null)
    {
        SteppingClock clock = new();
        using Registry registry = new(new() { Clock = clock, Journal = journal });
        NamespaceModel model = new([("host", "here"), ("port", 0)], clock.Now);
        var space = registry.WatchNamespace("config", model.Now.Entries.Select(Plain));
        listen?.Invoke(space);
        foreach (var number in script)
        {
            clock.Step();
            Step(space, model, number, clock.Now);
            check?.Invoke(space, model);
        }

        return (space, model);
    }

    internal static void Step(WatchedNamespace space, NamespaceModel model, int number, DateTimeOffset now)
    {
        var key = Keys[number / 16 % Keys.Length];
        var label = number % 7 == 0 ? $"because {number}" : null;
        var version = number / 100 % model.Versions.Count;
        var created = model.Now.Find(key) is null ? $"created {key}" : "";
        switch (number % 16)
        {
            case 0 or 1:
                Assert.Equal(model.Now.Find(key) is not null, space.Remove(key, label));
                model.Remove(key, label ?? $"removed {key}", now);
                break;
            case 2 when number % 5 == 0:
                space.Clear();
                model.Clear(now);
                break;
            case 3:
                space.Rollback(version);
                model.Rollback(version, now);
                break;
            case 4:
                space.Rollback(model.Versions[version].Time);
                model.Rollback(version, now);
                break;
            case 5:
                space.Key(key).Rollback(version);
                model.RollbackKey(key, version, now);
                break;
            case 6 or 7 when model.CanUndo:
                space.Undo();
                model.Undo(now);
                break;
            case 8 or 9 when model.CanRedo:
                space.Redo();
                model.Redo(now);
                break;
            case 10:
                space.SetAll([new("port", number), new(key, "all"), new("a.b", null)], label);
                model.Set([("port", number), (key, "all"), ("a.b", null)], label ?? "", now);
                break;
            case 11 when model.Now.Find(key) is { Value: int }:
                Assert.Equal(number, space.Update<int>(key, _ => number, label));
                model.Set([(key, number)], label ?? "", now);
                break;
            case 12 when created.Length > 0:
                space.Add(key, number, label);
                model.Set([(key, number)], label ?? created, now);
                break;
            case 12:
                Assert.Throws<ArgumentException>(() => space.Add(key, number));
                break;
            default:
                object? value = number % 3 == 0 ? $"text {number}" : number;
                space.Set(key, value, label);
                model.Set([(key, value)], label ?? created, now);
                break;
        }
    }

    private static KeyValuePair<string, object?> Plain((string Key, Cell Cell) entry) => new(entry.Key, entry.Cell.Value);

    private sealed class SteppingClock : TimeProvider
    {
        public DateTimeOffset Now { get; private set; } = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

        public void Step() => Now += TimeSpan.FromSeconds(1);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
