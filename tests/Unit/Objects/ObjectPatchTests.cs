using System.Collections.Immutable;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Unit.Objects;

public sealed class ObjectPatchTests
{
    [Fact]
    public void A_patch_gives_the_other_object_and_shares_what_it_does_not_touch()
    {
        var next = States.Order with { Note = "soon", Lines = States.Order.Lines.RemoveAt(0) };
        var made = Applied(States.Order, next);
        Assert.Equal("soon", made.Note);
        Assert.Same(States.Order.Lines[1], made.Lines[0]);
        Assert.Same(States.Order.Customer, made.Customer);
    }

    [Fact]
    public void Every_kind_of_member_can_be_changed()
    {
        var before = States.Everything;
        Everything[] others =
        [
            before with { Flag = false, Big = 1, Ratio = 2.5, Phase = Phase.Open, Maybe = 3, Place = new Point(9, 2) },
            before with { Pair = (4, "four"), Figure = new Circle(2), Chosen = Option<string>.None },
            before with { Figure = new Square(2), Outcome = Prelude.Left<string, int>("no"), Steps = Prelude.Seq(1, 3) },
            before with { Outcome = Prelude.Right<string, int>(8), Names = Prelude.List("b", "a", "c"), Plain = [2, 1, 2] },
            before with { Places = before.Places.Add("work", new Point(5, 5)), Numbers = Prelude.Set(1, 5) },
            before with { Tags = before.Tags.Add("green").Remove("red"), ByNumber = before.ByNumber.Add(8, "eight") },
            before with { Long = before.Long.Add(new Line("rye", 1, 1m)), Array = [] },
            before with { Orders = PersistentMap<string, Order>.Empty.Set("y", States.Order) },
        ];
        Assert.All(others, other => Assert.Equal(Seen(other), Seen(Applied(before, other))));
        Assert.All(others, other => Assert.Equal(Seen(before), Seen(Applied(other, before))));
    }

    [Fact]
    public void A_patch_that_does_not_fit_names_the_change_and_leaves_all_as_it_was()
    {
        var patch = Patch.From([new Change.Replaced(Path("/Note"), Value.OfNull(), Value.Of("a")),
            new Change.Replaced(Path("/Lines/1/Count"), Value.Of(7), Value.Of(8))]);
        var error = patch.Apply(States.Order).Match(_ => throw new InvalidOperationException("it fits"), error => error);
        var mismatch = Assert.IsType<TimelineError.PatchMismatch>(error);
        Assert.Equal((1, "/Lines/1/Count", "7"), (mismatch.Index, mismatch.Path, mismatch.Expected));
    }

    [Theory]
    [InlineData("/Nothing")]
    [InlineData("/Lines/9")]
    [InlineData("/Customer/0")]
    public void A_place_that_is_not_there_is_no_place_for_a_change(string path) => Assert.True(
        Patch.From([new Change.Replaced(Path(path), Value.Of(1), Value.Of(2))]).Apply(States.Order).IsLeft);

    [Fact]
    public void A_name_that_is_no_key_of_the_map_is_refused() => Assert.True(
        Patch.From([new Change.Added(Path("/ByNumber/no number"), Value.Of("x"))]).Apply(States.Everything).IsLeft);

    [Fact]
    public void A_value_of_another_type_is_refused() => Assert.True(
        Patch.From([new Change.Replaced(Path("/Customer"), Value.Of("ann"), Value.Of(2))]).Apply(States.Order).IsLeft);

    private static T Applied<T>(T before, T after) => Right(Right(Diff.Between(before, after)).Apply(before));

    private static Value Seen<T>(T seen) => Right(Value.From(seen));

    [Fact]
    public void Members_that_only_hold_together_are_changed_together()
    {
        var patch = Diff.Between(new Window(1, 2), new Window(5, 6)).Match(it => it, _ => Patch.Empty);
        Assert.Equal(2, patch.Count);
        Assert.Equal(new Window(5, 6), patch.Apply(new Window(1, 2)));
        Assert.Equal(new Window(1, 2), patch.Invert().Apply(new Window(5, 6)));
    }

    [Fact]
    public void Of_members_changed_together_the_one_that_does_not_fit_is_named()
    {
        var patch = Diff.Between(new Window(1, 2), new Window(5, 6)).Match(it => it, _ => Patch.Empty);
        Assert.StartsWith(
            "the patch does not fit: change 1 expects 2 at '/To'",
            patch.Apply(new Window(1, 3)).Match(_ => "", error => error.Message), StringComparison.Ordinal);
    }

    private sealed record Window
    {
        public Window(int from, int to)
        {
            if (from > to) throw new ArgumentException("it ends before it begins");
            (From, To) = (from, to);
        }

        public int From { get; }

        public int To { get; }
    }

    [Fact]
    public void A_patched_set_keeps_how_it_compares()
    {
        var words = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "a", "b");
        var patch = Patch.From([new Change.Added(ValuePath.Root.Append(2), Value.Of("c"))]);
        var patched = Right(patch.Apply(words));
        Assert.Contains("C", patched);
        Assert.Equal(3, patched.Count);
    }

    [Fact]
    public void What_a_set_has_already_is_not_put_in_again()
    {
        var patch = Patch.From([new Change.Added(ValuePath.Root.Append(0), Value.Of("b"))]);
        Assert.True(patch.Apply(ImmutableHashSet.Create("a", "b")).IsLeft);
    }

    [Fact]
    public void No_change_goes_into_an_element_of_a_set()
    {
        var sets = ImmutableHashSet.Create<ImmutableList<int>>([1, 2]);
        var patch = Patch.From([new Change.Added(ValuePath.Root.Append(0).Append(1), Value.Of(7))]);
        Assert.True(patch.Apply(sets).IsLeft);
    }

    private static ValuePath Path(string text) => Right(ValuePath.Parse(text));
}
