using FsCheck;
using FsCheck.Fluent;
using Timeline.Causality;

namespace Timeline.Tests.Properties.Causality;

public sealed class CausalContextLaws
{
    private const int Cases = 10_000;

    private static readonly Arbitrary<(CausalContext A, CausalContext B, CausalContext C)> Three = Arb.From(
        from a in Steps.Context
        from b in Gen.OneOf(Steps.Context, Steps.Context.Select(a.Join))
        from c in Steps.Context
        select (a, b, c));

    private static readonly Dot[] Dots =
    [
        .. Steps.Replicas.SelectMany(replica => Enumerable.Range(1, 10).Select(sequence => new Dot(replica, sequence))),
    ];

    [Fact]
    public void A_context_does_what_the_set_of_its_dots_does() => Law.Holds(Three, three =>
    {
        var (a, b, _) = three;
        var (left, right) = (a.Dots.ToHashSet(), b.Dots.ToHashSet());
        Assert.All(Dots, dot => Assert.Equal(left.Contains(dot), a.Contains(dot)));
        Assert.Equal(left.Union(right).Order(), a.Join(b).Dots);
        Assert.Equal(left.Except(right).Order(), a.Except(b).Dots);
        Assert.Equal(left.IsSubsetOf(right), a.IsWithin(b));
    }, 3000);

    [Fact]
    public void Equal_sets_of_dots_are_equal_contexts() => Law.Holds(Three, three =>
    {
        var (a, b, _) = three;
        return CausalContext.From(a.Dots).Equals(a) && CausalContext.From(a.Dots.Reverse()).Equals(a)
            && a.Dots.SequenceEqual(b.Dots) == a.Equals(b)
            && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
    }, Cases);

    [Fact]
    public void Join_is_commutative_associative_and_idempotent_and_keeps_what_adds_nothing() => Law.Holds(Three, three =>
    {
        var (a, b, c) = three;
        var joined = a.Join(b);
        return joined.Equals(b.Join(a)) && joined.Join(c).Equals(a.Join(b.Join(c)))
            && ReferenceEquals(a, a.Join(a)) && ReferenceEquals(joined, joined.Join(a))
            && ReferenceEquals(joined, joined.Join(b)) && a.Except(b).Join(b).Equals(joined);
    }, Cases);

    [Fact]
    public void The_next_step_of_a_replica_is_known_to_nobody_and_after_all_of_its_steps() => Law.Holds(Three, three =>
        Steps.Replicas.All(replica => Outcome.Right(three.A.Next(replica)) is var next && !three.A.Contains(next)
            && three.A.Dots.Where(dot => dot.Replica == replica).All(dot => dot < next)
            && three.A.Add(next).Contains(next)), Cases);

    [Fact]
    public void Pruning_and_joining_is_joining_and_pruning() => Law.Holds(Three, three =>
    {
        var departed = Steps.Replicas[..2];
        return three.A.Prune(departed).Join(three.B.Prune(departed)).Equals(three.A.Join(three.B).Prune(departed));
    }, Cases);

    [Fact]
    public void What_is_stable_is_seen_by_all_and_observing_never_makes_it_less() => Law.Holds(
        Arb.From((from member in Gen.Elements(Steps.Replicas[..3]) from seen in Steps.Vector select (member, seen)).ListOf()),
        observed =>
        {
            var group = CausalStability.Of(Steps.Replicas[..3]);
            foreach (var (member, seen) in observed)
            {
                var next = group.Observe(member, seen);
                Assert.True(group.Stable.IsWithin(next.Stable));
                Assert.All(next.Seen.Values, known => Assert.True(next.Stable.IsWithin(known)));
                Assert.All(Dots, dot => Assert.Equal(next.Stable.Contains(dot), next.IsStable(dot)));
                Assert.Same(next, next.Observe(member, seen));
                group = next;
            }
        });
}
