using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Admission;
using Timeline.Collections;
using Timeline.Isolation;

namespace Timeline.Tests.Unit.Isolation;

/// <summary>What is remembered cannot be changed from outside.</summary>
public sealed class IsolationTests
{
    public static TheoryData<string, object> Unchanging => new()
    {
        { "text", "a" },
        { "sealed record", new Point(1, "x") },
        { "open record", new Named("a") },
        { "record of records", new Pair(new Named("a"), ImmutableList.Create(new Named("b"))) },
        { "record behind an interface", new Shown(ImmutableArray.Create(1, 2)) },
        { "immutable list", ImmutableList.Create(1, 2) },
        { "immutable list of open records", ImmutableList.Create(new Named("a")) },
        { "immutable list of anything", ImmutableList.Create<object>(1, "a", new Named("b")) },
        { "frozen", new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary() },
        { "frozen set", FrozenSet.Create("a", "b", "c") },
        { "persistent map", PersistentMap<string, Named>.From([new("a", new Named("b"))]) },
        { "persistent list", PersistentList<int>.From([1, 2]) },
        { "LanguageExt list", LanguageExt.Prelude.List(1, 2) },
        { "LanguageExt map", LanguageExt.Prelude.Map((1, "a")) },
        { "option", LanguageExt.Option<string>.Some("a") },
        { "tuple", Tuple.Create(1, new Named("a")) },
        { "anonymous", new { A = 1, B = new Named("a") } },
        { "chain", new Link(1, new Link(2, null)) },
        { "comparer", StringComparer.OrdinalIgnoreCase },
    };

    [Theory]
    [MemberData(nameof(Unchanging))]
    public void What_never_changes_is_kept_as_it_is(string what, object value)
    {
        Assert.Same(value, Copy(value));
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, object> Changing => new()
    {
        { "array", Array(1, 2) },
        { "array of arrays", Array(Array("a"), []) },
        { "grid", Grid(1, 2, 3) },
        { "grid of lists", Grid<List<int>>([1], [2]) },
        { "array of another start", System.Array.CreateInstance(typeof(string), [2], [1]) },
        { "list", new List<int> { 1, 2 } },
        { "list of lists", new List<List<string>> { new() { "a" }, new() } },
        { "dictionary", new Dictionary<string, int> { ["a"] = 1 } },
        { "dictionary of lists", new Dictionary<string, List<int>> { ["a"] = [1] } },
        { "sorted dictionary", new SortedDictionary<string, List<int>> { ["a"] = [1] } },
        { "sorted list", new SortedList<int, int[]> { [1] = [2] } },
        { "hash set", new HashSet<string> { "a", "b" } },
        { "sorted set", new SortedSet<int> { 3, 1 } },
        { "queue", new Queue<int>([1, 2, 3]) },
        { "queue of lists", new Queue<List<int>>([[1], [2]]) },
        { "stack", new Stack<int>([1, 2, 3]) },
        { "stack of lists", new Stack<List<int>>([[1], [2]]) },
        { "linked list", new LinkedList<int>([1, 2]) },
        { "concurrent dictionary", new ConcurrentDictionary<string, List<int>> { ["a"] = [1] } },
        { "concurrent queue", new ConcurrentQueue<int>([1, 2]) },
        { "observable", new ObservableCollection<string> { "a" } },
        { "collection", new Collection<List<int>> { new() { 1 } } },
        { "read-only view", new ReadOnlyCollection<int>([1, 2]) },
        { "read-only dictionary", new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }) },
        { "own list", new Shelf { "a", "b" } },
        { "own dictionary", new Index { ["a"] = [1] } },
        { "immutable list of lists", ImmutableList.Create(new List<int> { 1 }) },
        { "immutable array of lists", ImmutableArray.Create(new List<int> { 1 }) },
        { "immutable dictionary of lists", ImmutableDictionary<string, List<int>>.Empty.Add("a", [1]) },
        { "immutable stack of lists", ImmutableStack.Create(new List<int> { 1 }, []) },
        { "frozen dictionary of lists", new Dictionary<string, List<int>> { ["a"] = [1] }.ToFrozenDictionary() },
        { "persistent list of lists", PersistentList<List<int>>.From([[1], [2]]) },
        { "persistent map of lists", PersistentMap<string, List<int>>.From([new("a", [1])]) },
        { "LanguageExt list of lists", LanguageExt.Prelude.List(new List<int> { 1 }) },
        { "LanguageExt map of lists", LanguageExt.Prelude.Map(("a", new List<int> { 1 })) },
        { "LanguageExt hash map of lists", LanguageExt.Prelude.HashMap(("a", new List<int> { 1 })) },
        { "option of a list", LanguageExt.Option<List<int>>.Some([1]) },
        { "tuple of a list", Tuple.Create(1, new List<int> { 1 }) },
        { "value tuple of a list", (1, new List<int> { 1 }) },
        { "pair of a list", new KeyValuePair<string, List<int>>("a", [1]) },
        { "text builder", new StringBuilder("abc") },
        { "JSON", new JsonObject { ["a"] = new JsonArray(1, new JsonObject { ["b"] = null }), ["c"] = "d" } },
        { "record of a list", new Tagged("a", ["x"]) },
        { "class", new Account { Name = "a", Tags = { "x" } } },
        { "struct", new Slot { Items = [1], Count = 2 } },
        { "list of structs", new List<Slot> { new() { Items = [1] } } },
        { "bits", new System.Collections.BitArray([true, false]) },
        { "derived in a base's place", new Holder { Held = new Account { Name = "a" } } },
        { "changing behind an interface", new Shown([1, 2]) },
        { "changing derived from unchanging", new Pair(new Renamed("a") { Alias = "b" }, []) },
    };

    [Theory]
    [MemberData(nameof(Changing))]
    public void What_can_change_is_copied_into_something_equal(string what, object value)
    {
        var copy = Copy(value);
        Assert.NotSame(value, copy);
        Assert.Equal(value.GetType(), copy.GetType());
        Assert.Equal(Graph.Describe(value), Graph.Describe(copy));
        Assert.Empty(Graph.Shared(value, copy).Select(it => $"{what}: {it.GetType()}"));
    }

    [Fact]
    public void One_object_in_two_places_is_one_in_the_copy()
    {
        List<int> shared = [1];
        var copy = Copy(new List<List<int>> { shared, shared });
        Assert.NotSame(shared, copy[0]);
        Assert.Same(copy[0], copy[1]);
    }

    [Fact]
    public void Circles_stay_circles()
    {
        var node = new Node { Name = "a" };
        node.Next = node;
        var list = new List<object>();
        list.Add(list);
        var copy = Copy(node);
        Assert.NotSame(node, copy);
        Assert.Same(copy, copy.Next);
        var copied = Copy(list);
        Assert.Same(copied, copied[0]);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_is_copied()
    {
        Node? first = null;
        for (var i = 0; i < 100_000; i++) first = new Node { Name = $"{i}", Next = first };
        var count = 0;
        for (var (one, other) = (first, Copy(first)); one is not null; (one, other) = (one.Next, other!.Next), count++)
        {
            Assert.NotSame(one, other);
            Assert.Equal(one.Name, other!.Name);
        }

        Assert.Equal(100_000, count);
    }

    [Fact]
    public void Lists_in_lists_and_unchanging_chains_as_deep_are_copied()
    {
        object nested = new List<object>();
        object chain = new List<int>();
        for (var i = 0; i < 100_000; i++) (nested, chain) = (new List<object> { nested }, new Cell(chain));
        Assert.NotSame(nested, Copy(nested));
        Assert.NotSame(chain, Copy(chain));
    }

    [Fact]
    public void Unchanging_collections_that_nest_too_deep_around_what_changes_are_refused()
    {
        object nested = new List<int>();
        for (var i = 0; i < 100_000; i++) nested = ImmutableList.Create(nested);
        Assert.Contains("deeper than the stack", Assert.Throws<IsolationException>(() => Copy(nested)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparers_are_kept()
    {
        var dictionary = Copy(new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase) { ["a"] = [1] });
        var set = Copy(new SortedSet<string>(["a", "b"], StringComparer.OrdinalIgnoreCase));
        Assert.Equal([1], dictionary["A"]);
        Assert.Contains("B", set);
    }

    [Fact]
    public void Keys_that_are_copied_are_found_again()
    {
        var (one, other) = (new Node { Name = "a" }, new Node { Name = "b" });
        var copy = Copy((Map: new Dictionary<Node, string> { [one] = "1", [other] = "2" }, One: one, Other: other));
        Assert.NotSame(one, copy.One);
        Assert.Equal("1", copy.Map[copy.One]);
        Assert.Equal("2", copy.Map[copy.Other]);
        Assert.False(copy.Map.ContainsKey(one));
    }

    [Fact]
    public void Keys_that_hold_sets_by_what_they_hold_are_found_again_wherever_they_are_met_first()
    {
        static HashSet<List<int>> Inner(params int[] of) => new([[.. of]], new ByElements<int>());
        static Dictionary<HashSet<List<int>>, int> Outer(params HashSet<List<int>>[] keys) =>
            keys.Select((key, i) => (key, i)).ToDictionary(new ByContents());

        var (one, other) = (Inner(1), Inner(2));
        var map = Outer(one, other);
        foreach (var value in new List<object[]> { new object[] { one, other, map }, new object[] { map, one, other } })
        {
            var copy = Copy(value);
            var copiedMap = copy.OfType<Dictionary<HashSet<List<int>>, int>>().Single();
            Assert.Equal([0, 1], copy.OfType<HashSet<List<int>>>().Select(it => copiedMap[it]));
            Assert.Equal([0, 1], new[] { Inner(1), Inner(2) }.Select(it => copiedMap[it]));
        }
    }

    [Fact]
    public void Unchanging_parts_are_shared()
    {
        var point = new Point(1, "x");
        var names = ImmutableList.Create(new Named("a"));
        var copy = Copy(new List<object> { point, names });
        Assert.Same(point, copy[0]);
        Assert.Same(names, copy[1]);
    }

    [Fact]
    public void Private_inherited_and_read_only_fields_are_copied()
    {
        var copy = Copy(new Savings(7, [1, 2]) { Name = "a" });
        Assert.Equal((7, "a"), (copy.Secret, copy.Name));
        Assert.Equal([1, 2], copy.Inherited);
    }

    [Fact]
    public void Subscribers_are_not_copied()
    {
        var (calls, original) = (0, new ObservableCollection<string> { "a" });
        original.CollectionChanged += (_, _) => calls++;
        original.Add("b");
        var model = new Model();
        model.Changed += (_, _) => calls++;
        Copy(original).Add("c");
        Copy(model).Raise();
        Assert.Equal(1, calls);
        Assert.Equal(["a", "b"], Copy(original));
    }

    [Fact]
    public void A_boxed_struct_that_holds_itself_is_copied()
    {
        var copy = Copy<object>(Boxed());
        Assert.Same(copy, ((Slot)copy).Self);

        static object Boxed()
        {
            object boxed = new Slot();
            typeof(Slot).GetProperty(nameof(Slot.Self))!.SetValue(boxed, boxed);
            return boxed;
        }
    }

    [Fact]
    public void An_element_of_a_document_outlives_the_document()
    {
        using var document = JsonDocument.Parse("""{"a":1}""");
        var copy = Copy(document.RootElement);
        document.Dispose();
        Assert.Equal(1, copy.GetProperty("a").GetInt32());
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        Assert.Null(Copy<List<int>?>(null));
        Assert.Null(Copy<Slot?>(null));
        Assert.True(Copy(default(ImmutableArray<List<int>>)).IsDefault);
    }

    [Fact]
    public void By_reflection_the_copy_is_the_same()
    {
        var walk = new CopyWalk();
        var original = new Holder { Held = new Account { Name = "a", Tags = { "x" } }, Slot = new Slot { Items = [1] } };
        var copy = new Holder { Held = original.Held, Slot = original.Slot };
        new ReflectedFields(typeof(Holder)).Copy(copy, walk);
        Assert.NotSame(original.Held, copy.Held);
        Assert.NotSame(original.Slot.Items, copy.Slot.Items);
        Assert.Equal([1], copy.Slot.Items);
    }

    [Fact]
    public void A_function_copies_if_there_is_one_and_a_trusted_value_is_kept()
    {
        var isolated = Isolation<Action>.By(it => () => it());
        var action = () => { };
        Assert.NotSame(action, Admission<Action>.For("a", isolation: isolated).Admit(action));
        var trusting = Admission<Action>.For("a", isolation: Isolation<Action>.Trusting);
        Assert.Same(action, trusting.Admit(action));
        Assert.True(trusting.IsTransparent);
    }

    [Fact]
    public void What_cannot_change_is_read_as_it_is_and_a_function_copies_every_time()
    {
        var open = Admission<Named>.For("a");
        var kept = open.Admit(new Named("a"));
        Assert.Same(kept, open.Release(kept));
        Assert.Same(kept, open.Release(kept));
        var loose = new Renamed("a") { Alias = "b" };
        Assert.NotSame(loose, open.Release(loose));
        var calls = 0;
        var counting = Admission<Named>.For("a", isolation: Isolation<Named>.By(it =>
        {
            calls++;
            return it;
        }));
        Assert.Same(kept, counting.Release(counting.Release(counting.Admit(kept))));
        Assert.Equal(3, calls);
    }

    private static T[] Array<T>(params T[] all) => all;

    [SuppressMessage("Performance", "CA1814", Justification = "It is what is copied.")]
    private static T[,] Grid<T>(params T[] row)
    {
        var grid = new T[2, row.Length];
        for (var i = 0; i < row.Length; i++) grid[1, i] = row[i];
        return grid;
    }

    private static T Copy<T>(T value) => Admission<T>.For("variable").Admit(value);

    private sealed record Point(int X, string Y);

    private record Named(string Name);

    private sealed record Renamed(string Name) : Named(Name)
    {
        public string? Alias { get; set; }
    }

    private sealed record Pair(Named One, ImmutableList<Named> More);

    private sealed record Shown(IReadOnlyList<int> Items);

    private sealed record Link(int Number, Link? Next);

    private sealed record Cell(object Inner);

    private sealed record Tagged(string Name, List<string> Tags);

    private struct Slot
    {
        public List<int>? Items;
        public int Count;
        public object? Self { get; set; }
    }

    private class Base
    {
        public string Name { get; set; } = "";
    }

    private sealed class Account : Base
    {
        public List<string> Tags { get; } = [];
    }

    private sealed class Holder
    {
        public Base? Held { get; set; }

        public Slot Slot;
    }

    private abstract class Numbers(int[] numbers)
    {
        private readonly int[] _numbers = numbers;

        public IReadOnlyList<int> Inherited => _numbers;
    }

    private sealed class Savings(int secret, int[] numbers) : Numbers(numbers)
    {
        public int Secret => secret;

        public string? Name { get; set; }
    }

    private sealed class Node
    {
        public string Name { get; set; } = "";

        public Node? Next { get; set; }
    }

    private sealed class Model
    {
        public event EventHandler? Changed;

        public int Number { get; set; }

        public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
    }

    private sealed class Shelf : Collection<string>;

    private sealed class Index : Dictionary<string, List<int>>;

    private sealed class ByElements<T> : IEqualityComparer<List<T>>
    {
        public bool Equals(List<T>? x, List<T>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(List<T> obj) => obj.Aggregate(17, (hash, it) => HashCode.Combine(hash, it));
    }

    private sealed class ByContents : IEqualityComparer<HashSet<List<int>>>
    {
        public bool Equals(HashSet<List<int>>? x, HashSet<List<int>>? y) => x!.SetEquals(y!);

        public int GetHashCode(HashSet<List<int>> obj) => obj.Sum(it => it.Sum());
    }
}
