using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

public sealed class DiffLaws
{
    [Fact]
    public void Applying_the_difference_to_the_old_value_gives_the_new_one() =>
        Tape.Holds(Documents.Pair, AppliesToAfter, 1500);

    [Fact]
    public void Applying_the_difference_of_strangers_gives_the_new_value() =>
        Tape.Holds(Documents.Strangers, AppliesToAfter, 500);

    [Fact]
    public void A_value_does_not_differ_from_itself() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            Assert.True(Diff.Between(pair.Before, pair.Before, pair.Options).IsEmpty);
            Assert.True(Diff.Between(pair.Before, Documents.Rebuilt(pair.Before), pair.Options).IsEmpty);
        });

    [Fact]
    public void The_patch_is_empty_just_if_the_values_are_equal_in_what_is_compared() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            Assert.Equal(
                pair.Before.Equals(pair.After),
                Diff.Between(pair.Before, pair.After, pair.Options with { KeyOrder = false, Spelling = false }).IsEmpty);
            Assert.Equal(
                pair.Before.ExactlyEquals(pair.After),
                Diff.Between(pair.Before, pair.After, pair.Options with { KeyOrder = true, Spelling = true }).IsEmpty);
        });

    [Fact]
    public void Undoing_what_was_done_gives_the_old_value_back() =>
        Tape.Holds(Documents.Pair, pair =>
        {
            var patch = Diff.Between(pair.Before, pair.After, pair.Options);
            var undone = Right(patch.Invert().Apply(Right(patch.Apply(pair.Before))));
            Assert.Equal(pair.Before, undone);
            if (pair.Options.KeyOrder) AssertSameOrder(pair.Before, undone);
            Assert.Equal(patch, patch.Invert().Invert());
        }, 1000);

    [Fact]
    public void Sharing_structure_changes_nothing_in_the_answer() =>
        Tape.Holds(Documents.Pair, pair => Assert.Equal(
            Diff.Between(pair.Before, pair.After, pair.Options).Count,
            Diff.Between(Documents.Rebuilt(pair.Before), Documents.Rebuilt(pair.After), pair.Options).Count));

    private static void AppliesToAfter(Pair pair)
    {
        var patch = Diff.Between(pair.Before, pair.After, pair.Options);
        var applied = Right(patch.Apply(pair.Before));
        Assert.Equal(pair.After, applied);
        if (pair.Options.KeyOrder) AssertSameOrder(pair.After, applied);
        if (pair.Options is { KeyOrder: true, Spelling: true }) Assert.True(pair.After.ExactlyEquals(applied));
    }

    private static void AssertSameOrder(Value expected, Value actual)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        if (expected is Value.Map map)
        {
            Assert.Equal(map.Keys, ((Value.Map)actual).Keys);
            foreach (var (key, value) in map) AssertSameOrder(value, ((Value.Map)actual)[key]);
        }

        if (expected is not Value.List list) return;
        for (var i = 0; i < list.Count; i++) AssertSameOrder(list[i], ((Value.List)actual)[i]);
    }
}
