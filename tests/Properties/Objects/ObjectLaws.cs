using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Objects;

/// <summary>The laws of differences and patches, for a program's own types.</summary>
public sealed class ObjectLaws
{
    private static readonly ObjectTree Tree = ObjectTree.Default;

    private static readonly ObjectDiffOptions Walking = new()
    {
        Tree = new ObjectTree(new System.Text.Json.JsonSerializerOptions()) { PairsBeforeCode = int.MaxValue },
    };

    private static readonly ObjectDiffOptions Quick = new()
    {
        Tree = new ObjectTree(new System.Text.Json.JsonSerializerOptions()) { PairsBeforeCode = 0 },
    };

    private static readonly Gen<string> Word = Gen.Elements("", "a", "b", "é/~", "long word", "$type");

    private static readonly Gen<Item> Items =
        from name in Word
        from count in Gen.Choose(-2, 3)
        from price in Gen.Elements(0m, 1.0m, 1.00m, 2.5m)
        from marks in Gen.ListOf(Gen.Choose(0, 5))
        select new Item(name, count, price, [.. marks]);

    private static readonly Gen<Shape> Shapes = Gen.OneOf(
        Gen.Choose(0, 2).Select(size => (Shape)new Round(size)), Word.Select(name => (Shape)new Named(name)));

    private static readonly Arbitrary<State[]> Triples = Gen.ArrayOf(
        from note in Gen.OneOf(Gen.Constant<string?>(null), Word.Select(it => (string?)it))
        from items in Gen.ListOf(Items)
        from longs in Gen.ListOf(Items)
        from tags in Gen.ListOf(Word)
        from keys in Gen.ListOf(Gen.Choose(0, 4))
        from shape in Shapes
        from chosen in Gen.OneOf(Gen.Constant(Option<Item>.None), Items.Select(Option<Item>.Some))
        from outcome in Gen.OneOf(
            Word.Select(it => Prelude.Left<string, Item>(it)), Items.Select(it => Prelude.Right<string, Item>(it)))
        from number in Gen.Choose(0, 3)
        from loose in Gen.Sized(size => ValueGenerators.Values.Resize(Math.Min(size, 12)))
        select new State(
            note, [.. items], PersistentList<Item>.From(longs), [.. tags],
            keys.Distinct().ToImmutableDictionary(key => key, key => key * number),
            PersistentMap<string, Shape>.From(tags.Distinct().Select(tag => KeyValuePair.Create(tag, shape))),
            shape, chosen, outcome, (number, note), number == 0 ? null : number,
            Prelude.Seq((IEnumerable<int>)keys), loose), 3).ToArbitrary();

    [Fact]
    public void Applying_the_difference_gives_the_other_object_and_its_value() => Law.Holds(Triples, states =>
    {
        var patch = Right(Diff.Between(states[0], states[1]));
        Assert.Equal(Seen(states[1]), Right(patch.Apply(Seen(states[0]))));
        Assert.Equal(Seen(states[1]), Seen(Right(patch.Apply(states[0]))));
    });

    [Fact]
    public void An_object_does_not_differ_from_what_was_read_back_of_it() => Law.Holds(Triples, states =>
    {
        var copy = Right(Tree.FromValue<State>(Seen(states[0])));
        Assert.Equal(Seen(states[0]), Seen(copy));
        Assert.Equal("", Right(Diff.Between(states[0], copy)).ToString());
    });

    [Fact]
    public void Applying_the_inverse_gives_back_what_was() => Law.Holds(Triples, states =>
    {
        var patch = Right(Diff.Between(states[0], states[1]));
        Assert.Equal(Seen(states[0]), Seen(Right(patch.Invert().Apply(Right(patch.Apply(states[0]))))));
    });

    [Fact]
    public void Composing_equals_applying_in_turn() => Law.Holds(Triples, states =>
    {
        var (first, second) = (Right(Diff.Between(states[0], states[1])), Right(Diff.Between(states[1], states[2])));
        Assert.Equal(Seen(states[2]), Right(first.Compose(second).Apply(Seen(states[0]))));
    });

    [Fact]
    public void Comparing_by_code_made_for_the_types_finds_what_the_walk_finds() => Law.Holds(Triples, states =>
    {
        var copy = Right(Tree.FromValue<State>(Seen(states[0])));
        foreach (var (before, after) in new[] { (states[0], states[1]), (states[1], states[2]), (states[0], copy) })
        {
            Assert.Equal(
                Right(Diff.Between<State[]>([before, before], [after, after], Walking)),
                Right(Diff.Between<State[]>([before, before], [after, after], Quick)));
        }
    });

    [Fact]
    public void What_is_remembered_is_what_would_be_seen_anew() => Law.Holds(Triples, states =>
    {
        var fresh = new ObjectTree(new System.Text.Json.JsonSerializerOptions());
        Assert.All(states, state => Assert.Equal(Right(fresh.ToValue(state)), Seen(state)));
    });

    private static Value Seen<T>(T seen) => Right(Tree.ToValue(seen));

    internal sealed record Item(string Name, int Count, decimal Price, ImmutableHashSet<int> Marks);

    [System.Text.Json.Serialization.JsonDerivedType(typeof(Round), "round")]
    [System.Text.Json.Serialization.JsonDerivedType(typeof(Named), "named")]
    internal abstract record Shape;

    internal sealed record Round(int Size) : Shape;

    internal sealed record Named(string Name) : Shape;

    internal sealed record State(
        string? Note,
        ImmutableList<Item> Items,
        PersistentList<Item> Long,
        ImmutableHashSet<string> Tags,
        ImmutableDictionary<int, int> Numbers,
        PersistentMap<string, Shape> Shapes,
        Shape Main,
        Option<Item> Chosen,
        Either<string, Item> Outcome,
        (int Number, string? Text) Pair,
        int? Maybe,
        Seq<int> Steps,
        Value Loose);
}
