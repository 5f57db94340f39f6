using Timeline.Crdts;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>The laws that every CRDT keeps; a type's test is a line that names its subject.</summary>
public abstract class CrdtSuite<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    private protected abstract Subject<TCrdt> Subject { get; }

    private protected virtual int Cases => 10_000;

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent_and_keeps_what_adds_nothing() => ForAll((a, b, c) =>
    {
        var merged = a.Merge(b);
        Assert.Equal(merged, b.Merge(a));
        Assert.Equal(merged.GetHashCode(), b.Merge(a).GetHashCode());
        Assert.Equal(merged.Merge(c), a.Merge(b.Merge(c)));
        Assert.Same(a, a.Merge(a));
        Assert.Same(merged, merged.Merge(a));
        Assert.Same(merged, merged.Merge(b));
        Assert.Same(a, a.Merge(TCrdt.Empty));
    });

    [Fact]
    public void Merging_a_delta_is_merging_the_state_it_was_taken_of() => ForAll((a, b, c) =>
    {
        Assert.Equal(b.Merge(a), b.Merge(a.Delta(b)));
        Assert.Equal(a, TCrdt.Empty.Merge(a.Delta(TCrdt.Empty)));
        Assert.Equal(TCrdt.Empty, a.Delta(a.Merge(c)));
        // Deltas that are merged before they are sent, and some that come twice and too early.
        var (first, second) = (b.Merge(a).Delta(a), b.Merge(a).Merge(c).Delta(b.Merge(a)));
        Assert.Equal(a.Merge(b).Merge(c), a.Merge(second).Merge(first).Merge(second));
        Assert.Equal(a.Merge(b).Merge(c), a.Merge(first.Merge(second)));
    });

    [Fact]
    public void A_change_never_makes_a_state_smaller() => Law.Holds(History<TCrdt>.Codes, codes =>
        Assert.All(History<TCrdt>.Of(codes, Subject).Steps, step =>
        {
            var (before, after) = (step.Before.Crdt, step.After.Crdt);
            Assert.Equal(after, before.Merge(after));
            Assert.Equal(after, after.Merge(before));
        }), Cases);

    [Fact]
    public void It_has_the_value_of_a_model_that_forgets_nothing() => Law.Holds(History<TCrdt>.Codes, codes =>
    {
        var history = History<TCrdt>.Of(codes, Subject);
        for (var i = 0; i < 3; i++)
            Subject.Agree(history.Late(i), history.Ledger);
        Subject.Agree(history.States.Aggregate((left, right) => left.Merge(right)), history.Ledger);
    }, Cases);

    [Fact]
    public void Reading_what_was_written_gives_an_equal_state() => ForAll((a, b, _) =>
    {
        Assert.Equal(a, Outcome.Right(CrdtJson.Read<TCrdt>(CrdtJson.ToUtf8(a))));
        var delta = Outcome.Right(CrdtJson.Read<TCrdt>(CrdtJson.ToUtf8(a.Delta(b))));
        Assert.Equal(b.Merge(a), b.Merge(delta));
    }, Cases / 5);

    private void ForAll(Action<TCrdt, TCrdt, TCrdt> law) => ForAll(law, Cases);

    private void ForAll(Action<TCrdt, TCrdt, TCrdt> law, int cases) => Law.Holds(History<TCrdt>.Codes, codes =>
    {
        var history = History<TCrdt>.Of(codes, Subject);
        law(history.Late(0).Crdt, history.Late(codes.Length).Crdt, history.Late(codes.Length / 2 + 3).Crdt);
    }, cases);
}
