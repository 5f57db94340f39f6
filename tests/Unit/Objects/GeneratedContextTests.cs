using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;

namespace Timeline.Tests.Unit.Objects;

[JsonSerializable(typeof(Everything))]
internal sealed partial class StatesContext : JsonSerializerContext;

/// <summary>By a context that is generated from source all is seen as by reflection.</summary>
public sealed class GeneratedContextTests
{
    private static readonly ObjectTree Tree = new(StatesContext.Default.Options);

    private static readonly ObjectDiffOptions Options = new() { Tree = Tree };

    [Fact]
    public void Every_kind_of_type_is_seen_and_read_back()
    {
        var value = Right(Tree.ToValue(States.Everything));
        Assert.Equal(Right(ObjectTree.Default.ToValue(States.Everything)), value);
        Assert.Equal(value, Right(Tree.ToValue(Right(Tree.FromValue<Everything>(value)))));
        Assert.True(Tree.Check<Everything>().IsRight);
    }

    [Fact]
    public void Every_kind_of_member_is_compared_and_changed()
    {
        var before = States.Everything;
        Everything[] others =
        [
            before with { Flag = false, Big = 1, Ratio = 2.5, Phase = Phase.Open, Maybe = 3, Place = new Point(9, 2) },
            before with { Pair = (4, "four"), Figure = new Circle(2), Chosen = Option<string>.None },
            before with { Figure = new Square(2), Outcome = Prelude.Left<string, int>("no"), Names = Prelude.List("b") },
            before with { Places = before.Places.Add("work", new Point(5, 5)), Numbers = Prelude.Set(1, 5) },
            before with { Tags = before.Tags.Add("green").Remove("red"), ByNumber = before.ByNumber.Add(8, "eight") },
            before with { Long = before.Long.Add(new Line("rye", 1, 1m)), Array = [], Plain = [2, 1, 2] },
            before with { Orders = before.Orders.Set("y", States.Order with { Note = "set by nothing but an initializer" }) },
            before with { Orders = before.Orders.Set("x", States.Order with { Note = "there was none" }) },
        ];
        Assert.All(others, other =>
        {
            var patch = Right(Diff.Between(before, other, Options));
            Assert.Equal(Right(Diff.Between(before, other)), patch);
            Assert.Equal(Right(Tree.ToValue(other)), Right(Tree.ToValue(Right(patch.Apply(before, Tree)))));
            Assert.Equal(Right(Tree.ToValue(before)), Right(Tree.ToValue(Right(patch.Invert().Apply(other, Tree)))));
        });
    }

    [Fact]
    public void What_a_patch_does_not_touch_is_shared()
    {
        var patch = Right(Diff.Between(States.Order, States.Order with { Note = "soon" }, Options));
        Assert.Same(States.Order.Lines, Right(patch.Apply(States.Order, Tree)).Lines);
    }

    [Fact]
    public void Sides_are_merged()
    {
        var (ours, theirs) = (States.Order with { Note = "soon" }, States.Order with { Customer = "eve" });
        var merged = Merge.ThreeWay(States.Order, ours, theirs, MergePolicy.Fail, Options);
        Assert.Equal(("soon", "eve"), (merged.Value.Note, merged.Value.Customer));
    }

    [Fact]
    public void A_type_that_the_context_leaves_out_is_named()
    {
        var error = Assert.IsType<TimelineError.ObjectUnreadable>(
            Tree.ToValue(new Odd.Chain(1, null)).Match(_ => throw new InvalidOperationException("seen"), it => it));
        Assert.Equal(("", "Chain"), (error.Path, error.Type));
        Assert.Contains(nameof(StatesContext), error.Reason, StringComparison.Ordinal);
        var held = Assert.IsType<TimelineError.ObjectUnreadable>(
            Tree.ToValue<ImmutableDictionary<int, Odd.Chain>>(ImmutableDictionary<int, Odd.Chain>.Empty.Add(7, new(1, null)))
                .Match(_ => throw new InvalidOperationException("seen"), it => it));
        Assert.Contains("Chain", held.Type, StringComparison.Ordinal);
    }
}
