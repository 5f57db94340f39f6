using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;

namespace Timeline.Tests.Properties.Causality;

public sealed class VersionVectorLaws
{
    private const int Cases = 10_000;

    private static readonly Arbitrary<(VersionVector A, VersionVector B, VersionVector C)> Three = Arb.From(
        from a in Steps.Vector
        from b in Gen.OneOf(Steps.Vector, Steps.Vector.Select(a.Join), Gen.Constant(a))
        from c in Steps.Vector
        select (a, b, c));

    [Fact]
    public void Join_and_meet_do_what_maximum_and_minimum_do_for_each_replica() => Law.Holds(Three, three =>
    {
        var (a, b, _) = three;
        var (joined, met) = (a.Join(b), a.Meet(b));
        return Steps.Replicas.All(replica =>
            joined.StepsOf(replica) == Math.Max(a.StepsOf(replica), b.StepsOf(replica))
            && met.StepsOf(replica) == Math.Min(a.StepsOf(replica), b.StepsOf(replica)));
    }, Cases);

    [Fact]
    public void Join_is_the_least_upper_bound_and_meet_the_greatest_lower_bound() => Law.Holds(Three, three =>
    {
        var (a, b, c) = three;
        var (joined, met) = (a.Join(b), a.Meet(b));
        return a.IsWithin(joined) && b.IsWithin(joined) && met.IsWithin(a) && met.IsWithin(b)
            && (!(a.IsWithin(c) && b.IsWithin(c)) || joined.IsWithin(c))
            && (!(c.IsWithin(a) && c.IsWithin(b)) || c.IsWithin(met));
    }, Cases);

    [Fact]
    public void Join_is_commutative_associative_and_idempotent() => Law.Holds(Three, three =>
    {
        var (a, b, c) = three;
        Assert.Equal(a.Join(b), b.Join(a));
        Assert.Equal(a.Join(b).Join(c), a.Join(b.Join(c)));
        Assert.Same(a, a.Join(a));
    }, Cases);

    [Fact]
    public void Joining_what_adds_nothing_gives_the_same_reference() => Law.Holds(Three, three =>
    {
        var joined = three.A.Join(three.B);
        return ReferenceEquals(joined, joined.Join(three.A)) && ReferenceEquals(joined, joined.Join(three.B))
            && ReferenceEquals(three.B.Equals(joined) ? three.B : joined, three.B.Join(joined));
    }, Cases);

    [Fact]
    public void Comparing_tells_whose_steps_the_other_knows() => Law.Holds(Three, three =>
    {
        var (a, b, _) = three;
        var less = Steps.Replicas.All(replica => a.StepsOf(replica) <= b.StepsOf(replica));
        var more = Steps.Replicas.All(replica => a.StepsOf(replica) >= b.StepsOf(replica));
        var expected = (less, more) switch
        {
            (true, true) => CausalOrder.Equal,
            (true, false) => CausalOrder.Before,
            (false, true) => CausalOrder.After,
            _ => CausalOrder.Concurrent,
        };
        return a.Compare(b) == expected && (expected == CausalOrder.Equal) == a.Equals(b);
    }, Cases);

    [Fact]
    public void Pruning_and_joining_is_joining_and_pruning() => Law.Holds(Three, three =>
    {
        var (a, b, _) = three;
        var departed = Steps.Replicas[..2];
        return a.Prune(departed).Join(b.Prune(departed)).Equals(a.Join(b).Prune(departed))
            && departed.All(replica => a.Prune(departed).StepsOf(replica) == 0);
    }, Cases);

    [Fact]
    public void A_write_is_before_another_exactly_where_its_writer_knew_it() => Law.Holds(Three, three =>
    {
        var (a, b, _) = three;
        var first = Write(a, Steps.Replicas[0]);
        var second = Write(b.Join(a).Join(VersionVector.Empty.With(first.Dot.Replica, first.Dot.Sequence)), Steps.Replicas[1]);
        var apart = Write(b, Steps.Replicas[2]);
        return first.Compare(second) == CausalOrder.Before && second.Compare(first) == CausalOrder.After
            && (first.Compare(apart) == CausalOrder.Before) == b.Contains(first.Dot)
            && DottedVersionVector.Latest([second, first]).SequenceEqual([second]);
    }, Cases);

    private static DottedVersionVector Write(VersionVector past, ReplicaId writer) =>
        new(Outcome.Right(past.Next(writer)), past);
}
