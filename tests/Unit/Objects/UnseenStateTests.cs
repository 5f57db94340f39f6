using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Unit.Objects;

/// <summary>Nothing of a state is passed over without a word: what cannot be seen or set is refused, or follows.</summary>
public sealed class UnseenStateTests
{
    private static readonly JsonSerializerOptions WithoutReadOnly = new() { IgnoreReadOnlyProperties = true };
    private static readonly Item Old = new(2, 3m, [1, 2]);
    private static readonly Item Now = new(4, 3m, [1, 2, 3]);

    [Fact]
    public void A_computed_member_follows_from_the_others()
    {
        var patch = Right(Diff.Between(Old, Now));
        Assert.Contains(patch.Changes, change => change.Path.ToString() == "/Total");
        Assert.Equal(12m, Right(patch.Apply(Old)).Total);
        Assert.Equal([1, 2, 3], Right(patch.Apply(Old)).Marks);
        Assert.Equal(6m, Right(patch.Invert().Apply(Right(patch.Apply(Old)))).Total);
    }

    [Fact]
    public void A_member_that_nothing_can_set_must_follow()
    {
        var path = ValuePath.Root.Append("Total");
        var patch = Patch.From([new Change.Replaced(path, Value.Of(6), Value.Of(7))]);
        Assert.Equal(
            "the patch does not fit: change 0 expects 7 at '/Total', where there is a member that nothing can set",
            Left(patch.Apply(Old)).Message);
    }

    [Fact]
    public void A_member_cannot_be_taken_away()
    {
        var patch = Patch.From([new Change.Removed(ValuePath.Root.Append("Count"), Value.Of(2))]);
        Assert.Equal(
            "the patch does not fit: change 0 expects 2 at '/Count', where there is a Item: its member Count cannot be"
            + " taken away", Left(patch.Apply(Old)).Message);
    }

    [Fact]
    public void A_misfit_says_what_is_there()
    {
        var patch = Patch.From([new Change.Replaced(ValuePath.Root.Append("Count"), Value.Of(9), Value.Of(3))]);
        Assert.Equal(
            "the patch does not fit: change 0 expects 9 at '/Count', where there is a Int32: it is 2",
            Left(patch.Apply(Old)).Message);
    }

    [Fact]
    public void An_object_with_more_members_than_its_declared_type_is_refused()
    {
        var (one, other) = (new Holder(new Sub(1, 2)), new Holder(new Sub(1, 3)));
        const string Message = "cannot see the Sub at '/Held': Base, as which it is declared, has fewer members;"
            + " name it with JsonDerivedType";
        Assert.Equal(Message, Left(Diff.Between(one, other)).Message);
        Assert.Equal(Message, Left(ObjectTree.Default.ToValue(one)).Message);
        var quick = new ObjectDiffOptions { Tree = new ObjectTree(new JsonSerializerOptions()) { PairsBeforeCode = 0 } };
        Assert.Equal("cannot see the Sub at '/0/Held'", Left(Diff.Between<Holder[]>([one], [other], quick)).Message[..31]);
    }

    [Fact]
    public void An_object_of_another_type_with_the_same_members_is_seen() =>
        Assert.Equal("{\"Held\":{\"A\":1}}", Right(ObjectTree.Default.ToValue(new Holder(new Twin(1)))).ToString());

    [Fact]
    public void A_type_of_which_nothing_can_be_seen_is_refused()
    {
        Assert.Equal(
            "cannot see the Closed: all that it holds is private, so nothing of it can be seen",
            Left(ObjectTree.Default.ToValue(new Closed(1))).Message);
        Assert.Equal("{}", Right(ObjectTree.Default.ToValue(new Silent(1))).ToString());
        Assert.Equal("{}", Right(ObjectTree.Default.ToValue(new Nothing())).ToString());
    }

    [Fact]
    public void What_can_only_be_read_is_seen_as_the_options_say() => Assert.Equal(
        JsonSerializer.Serialize(Old, WithoutReadOnly), Right(new ObjectTree(WithoutReadOnly).ToValue(Old)).ToString());

    private sealed record Item(int Count, decimal Price, ImmutableList<int> Marks)
    {
        public decimal Total => Count * Price;

        public int Most => Marks.Count;
    }

    private record Base(int A);

    private sealed record Sub(int A, int B) : Base(A);

    private sealed record Twin(int A) : Base(A);

    private sealed record Holder(Base Held);

    private sealed class Closed(int number)
    {
        public override string ToString() => $"{number}";
    }

    private sealed class Silent(int number)
    {
        [JsonIgnore]
        public int Number => number;
    }

    private sealed record Nothing;
}
