using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Unit.Objects;

#pragma warning disable CA1812, CA1861 // They are made by System.Text.Json; the arrays are made once.

/// <summary>Shapes that are rare and allowed: the laws of differences hold for them, or an error says why not.</summary>
public sealed class OddShapeTests
{
    private static readonly ObjectTree Tree = ObjectTree.Default;

    [Fact]
    public void A_case_may_be_of_a_type_with_cases()
    {
        Lawful<object>(Prelude.Right<int, string>("a"), Prelude.Left<int, string>(1));
        Lawful<object>(new Animal { Legs = 4 }, new Animal { Legs = 2 });
        Lawful(new Either<int, string>?(Prelude.Right<int, string>("a")), Prelude.Left<int, string>(1));
        Assert.Equal("""{"$type":"Right","value":"a"}""", Right(Tree.ToValue<object>(
            Prelude.Right<int, string>("a"))).ToString());
    }

    [Fact]
    public void A_list_among_the_cases_is_refused_and_not_taken_for_empty() => Assert.Contains(
        "no members", Left(Diff.Between<Herd>(new Flock { 1 }, new Flock { 2 })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_set_may_hold_two_that_are_written_alike()
    {
        System.Collections.Generic.HashSet<Animal> Of(params int[] legs) =>
            [.. legs.Select(it => new Animal { Legs = it })];
        Lawful(Of(1, 1), Of(1));
        Lawful(Of(1), Of(1, 1, 2));
        Lawful(Of(1, 2, 2, 3), Of(2, 3, 3));
    }

    [Fact]
    public void Equality_that_leaves_something_out_hides_no_difference_in_a_map()
    {
        PersistentMap<string, Alike> Of(int number) => PersistentMap<string, Alike>.Empty.Set("a", new Alike(number));
        Lawful(Of(1), Of(2));
        Lawful(
            ImmutableDictionary<string, Alike>.Empty.Add("a", new Alike(1)),
            ImmutableDictionary<string, Alike>.Empty.Add("a", new Alike(2)));
    }

    [Fact]
    public void Equal_keys_that_are_written_otherwise_are_a_difference()
    {
        Lawful(PersistentMap<decimal, int>.Empty.Set(1.0m, 1), PersistentMap<decimal, int>.Empty.Set(1.00m, 1));
        Lawful(
            PersistentMap<DateTime, int>.Empty.Set(new DateTime(1, DateTimeKind.Utc), 1),
            PersistentMap<DateTime, int>.Empty.Set(new DateTime(1, DateTimeKind.Unspecified), 1));
    }

    [Fact]
    public void Collections_without_a_type_of_elements_are_leaves()
    {
        Lawful(new ArrayList { 1, "a" }, new ArrayList { 1 });
        Lawful(new Hashtable { ["a"] = 1 }, new Hashtable { ["a"] = 2 });
        Lawful(new Memory<int>([1, 2]), new Memory<int>([3]));
    }

    [Fact]
    public void Stacks_keep_their_order_and_frozen_collections_can_be_made()
    {
        Lawful(new Stack<int>([1, 2, 3]), new Stack<int>([1, 2, 4, 5]));
        Lawful(ImmutableStack.Create(1, 2, 3), ImmutableStack.Create(1, 4));
        Lawful(new[] { 1, 2 }.ToFrozenSet(), new[] { 1, 3 }.ToFrozenSet());
        Lawful(
            new Dictionary<int, int> { [1] = 1 }.ToFrozenDictionary(),
            new Dictionary<int, int> { [1] = 2, [2] = 2 }.ToFrozenDictionary());
        Lawful(new ReadOnlyCollection<int>([1]), new ReadOnlyCollection<int>([1, 2]));
        Lawful(
            new ReadOnlyDictionary<int, int>(new Dictionary<int, int> { [1] = 1 }),
            new ReadOnlyDictionary<int, int>(new Dictionary<int, int> { [1] = 2 }));
        Lawful<IReadOnlySet<int>>(new SortedSet<int> { 1 }, new SortedSet<int> { 2 });
    }

    [Fact]
    public void A_converter_of_the_programs_own_goes_before_our_way_to_see_a_type()
    {
        var tree = new ObjectTree(new JsonSerializerOptions { Converters = { new OptionConverter() } });
        var value = Right(tree.ToValue(Option<int>.Some(3)));
        Assert.Equal("[3]", value.ToString());
        Assert.Equal(Option<int>.Some(3), Right(tree.FromValue<Option<int>>(value)));
    }

    [Fact]
    public void An_answer_that_would_be_null_is_an_error()
    {
        var there = new Animal();
        var patch = Right(Diff.Between<Animal?>(there, null));
        Assert.Contains("null", Left(patch.Apply<Animal?>(there)).Message, StringComparison.Ordinal);
        Assert.Contains("null", Left(Tree.FromValue<Animal?>(Value.OfNull())).Message, StringComparison.Ordinal);
        Assert.Contains("null", Left(Tree.FromValue<int?>(Value.OfNull())).Message, StringComparison.Ordinal);
        var merged = Merge.ThreeWay<Animal?>(there, null, there, MergePolicy.Fail);
        Assert.Null(merged.Value);
        Assert.Contains("null", Left(merged.ToValue()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_one_kind_of_value_can_be_nothing() =>
        Lawful(new Odd.Holds<Value.Map?>("a", Value.Map.Empty), new Odd.Holds<Value.Map?>("a", null));

    [Fact]
    public void What_a_derived_type_shows_otherwise_is_not_remembered()
    {
        var changing = new Changing { Number = 1 };
        var seen = new Odd.Holds<Shown>("a", changing);
        var first = Right(Tree.ToValue(seen));
        changing.Number = 2;
        Assert.NotEqual(first, Right(Tree.ToValue(seen)));
    }

    [Fact]
    public void What_a_comparer_or_an_enumerator_throws_is_an_error_with_the_path()
    {
        var seen = new Odd.Holds<Sealed>("a", new Sealed { ["a"] = 1 });
        var added = Patch.From([new Change.Added(Path("/Part/b"), Value.Of(1))]);
        Assert.Contains("'/Part'", Left(Tree.ToValue(seen)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "not today", Left(Diff.Between(seen, seen with { Part = [] })).Message, StringComparison.Ordinal);
        Assert.Contains("not today", Left(added.Apply(seen)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "not today",
            Merge.ThreeWay(seen, seen with { Part = [] }, seen with { Part = [] }, MergePolicy.Fail).Error!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_deep_within_collections_of_our_own_is_found_at_once()
    {
        var json = Enumerable.Range(0, 40).Aggregate(
            """{"Name":1}""", (inner, _) => $$"""{"Name":"a","Kids":[{{inner}}]}""");
        var error = Left(Tree.FromValue<Family>(Read(json)));
        Assert.Contains("/Kids/0/Name'", error.Message, StringComparison.Ordinal);
    }

    private static void Lawful<T>(T before, T after)
    {
        foreach (var pairs in new[] { 0, int.MaxValue })
        {
            var tree = new ObjectTree(new JsonSerializerOptions()) { PairsBeforeCode = pairs };
            var (from, to) = (Right(tree.ToValue(before)), Right(tree.ToValue(after)));
            var patch = Right(Diff.Between(before, after, new ObjectDiffOptions { Tree = tree }));
            Assert.Equal(from.Equals(to), patch.IsEmpty);
            Assert.Equal(to, Right(patch.Apply(from)));
            Assert.Equal(to, Right(tree.ToValue(Right(patch.Apply(before, tree)))));
            Assert.Equal(from, Right(tree.ToValue(Right(tree.FromValue<T>(from)))));
        }
    }

    private static Value Read(string json) => Right(Json.Parse(json));

    private static ValuePath Path(string text) => Right(ValuePath.Parse(text));

    internal sealed class OptionConverter : JsonConverter<Option<int>>
    {
        public override Option<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<int[]>(ref reader, options)![0];

        public override void Write(Utf8JsonWriter writer, Option<int> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }

    [JsonDerivedType(typeof(Dog), "dog")]
    internal class Animal
    {
        public int Legs { get; set; }
    }

    internal sealed class Dog : Animal
    {
    }

    [JsonDerivedType(typeof(Flock), "flock")]
    internal class Herd : List<int>
    {
    }

    internal sealed class Flock : Herd
    {
    }

    internal sealed record Alike(int Number)
    {
        public bool Equals(Alike? other) => other is not null;

        public override int GetHashCode() => 0;
    }

    internal class Shown
    {
        public virtual int Number { get; set; }
    }

    internal sealed class Changing : Shown
    {
        public override int Number { get; set; }
    }

    internal sealed record Family(string Name, Seq<Family> Kids);

    internal sealed class Sealed : Dictionary<string, int>, IEnumerable<KeyValuePair<string, int>>
    {
        IEnumerator<KeyValuePair<string, int>> IEnumerable<KeyValuePair<string, int>>.GetEnumerator() =>
            throw new InvalidOperationException("not today");
    }
}
