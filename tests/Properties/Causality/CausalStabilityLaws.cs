using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;

namespace Timeline.Tests.Properties.Causality;

/// <summary>What a group is known to have seen, beside a table of who told what.</summary>
public sealed class CausalStabilityLaws
{
    private const int Cases = 2_000;

    private static readonly ReplicaId[] Names = [.. "abcd".Select(letter => ReplicaId.Of($"{letter}"))];

    // Who tells, of whom, how many steps it has seen; few, so that many know the same.
    private static readonly Arbitrary<(int Member, int Of, int Steps)[]> Told = Arb.From(
        Gen.Choose(0, 3).SelectMany(member => Gen.Choose(0, 3).SelectMany(of =>
            Gen.Choose(1, 2).Select(steps => (member, of, steps)))).ArrayOf());

    [Fact]
    public void A_step_is_stable_exactly_where_every_member_told_that_it_has_seen_it() => Law.Holds(Told, told =>
    {
        var group = Group(told);
        foreach (var replica in Names)
        {
            var least = Names.Min(member => Seen(told, member, replica));
            Assert.Equal(least, group.Stable.StepsOf(replica));
            Assert.Equal(least >= 2, group.IsStable(new Dot(replica, 2)));
        }
        Assert.All(group.Seen.Values, seen => Assert.True(group.Stable.IsWithin(seen)));
    }, Cases);

    [Fact]
    public void Who_left_is_settled_exactly_where_all_that_stay_told_the_same_of_it() => Law.Holds(Told, told =>
    {
        var (group, left) = (Group(told), Names[^1]);
        Assert.False(group.IsSettled(left));
        Assert.Equal(
            Names[..^1].Select(member => Seen(told, member, left)).Distinct().Count() == 1,
            group.Leave(left).IsSettled(left));
    }, Cases);

    private static CausalStability Group((int Member, int Of, int Steps)[] told) => told.Aggregate(
        CausalStability.Of(Names),
        (group, it) => group.Observe(Names[it.Member], VersionVector.Empty.With(Names[it.Of], it.Steps)));

    private static int Seen((int Member, int Of, int Steps)[] told, ReplicaId member, ReplicaId of) => told
        .Where(it => Names[it.Member] == member && Names[it.Of] == of).Select(it => it.Steps).DefaultIfEmpty(0).Max();
}
