using System.Globalization;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

public sealed class MergePolicyLaws
{
    private static readonly Value[] States =
        [Value.Of("shipped"), Value.Of("paid"), Value.Of("draft"), Value.Of("lost")];

    [Fact]
    public void With_the_last_writer_two_sides_decide_alike_whichever_of_them_merges() =>
        Tape.Holds(
            tape => (Fork: Documents.Fork(tape), Ours: tape.Below(3), Theirs: tape.Below(3)),
            made =>
            {
                var (fork, ours, theirs) = made;
                var straight = Merge.ThreeWay(
                    fork.Before, fork.Ours, fork.Theirs, MergePolicy.LastWriter(ours, theirs), fork.Options);
                var swapped = Merge.ThreeWay(
                    fork.Before, fork.Theirs, fork.Ours, MergePolicy.LastWriter(theirs, ours), fork.Options);
                Assert.Equal(straight.Value, swapped.Value);
                Assert.Equal(ours != theirs || straight.Conflicts.Count == 0, straight.IsResolved);
            }, 600);

    [Fact]
    public void The_higher_state_wins_and_an_unknown_one_stays_open() =>
        Tape.Holds(
            tape => (Before: State(tape), Ours: State(tape), Theirs: State(tape)),
            made =>
            {
                var policy = MergePolicy.Priority(States[..3]);
                var merged = Merge.ThreeWay(At(made.Before), At(made.Ours), At(made.Theirs), policy);
                if (merged.Conflicts.Count == 0) return;
                var isKnown = made.Ours < 3 && made.Theirs < 3;
                Assert.Equal(isKnown, merged.IsResolved);
                Assert.Equal(At(isKnown ? Math.Min(made.Ours, made.Theirs) : made.Before), merged.Value);
            });

    [Fact]
    public void A_join_that_is_a_maximum_agrees_whichever_side_merges_and_however_often() =>
        Tape.Holds(
            tape => (Before: Counters(tape), Ours: Counters(tape), Theirs: Counters(tape)),
            made =>
            {
                var policy = MergePolicy.Join((_, ours, theirs) => Count(ours) > Count(theirs) ? ours : theirs);
                var one = Merge.ThreeWay(made.Before, made.Ours, made.Theirs, policy);
                var other = Merge.ThreeWay(made.Before, made.Theirs, made.Ours, policy);
                Assert.True(one.IsResolved);
                Assert.Equal(one.Value, other.Value);
                Assert.Equal(one.Value, Merge.ThreeWay(made.Before, one.Value, made.Theirs, policy).Value);
                Assert.Equal(one.Value, Merge.ThreeWay(made.Before, one.Value, other.Value, policy).Value);
            });

    [Fact]
    public void What_is_whole_is_never_put_together_from_both_sides() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            foreach (var policy in new[] { MergePolicy.Ours, MergePolicy.Theirs })
            {
                var merged = Merge.ThreeWay(
                    fork.Before, fork.Ours, fork.Theirs, MergePolicy.Whole(policy), fork.Options);
                Assert.True(merged.IsResolved);
                Assert.True(merged.Conflicts.Count <= 1);
                Assert.True(merged.Value.Equals(fork.Ours) || merged.Value.Equals(fork.Theirs));
            }
        });

    [Fact]
    public void Policies_by_path_decide_each_conflict_as_the_first_that_matches_would() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            PathPolicy[] policies =
            [
                new("/a", MergePolicy.Theirs), new("/*/a/**", MergePolicy.Ours), new("**.b", MergePolicy.Theirs),
                new("/a/**", MergePolicy.Fail),
            ];
            var routed = Merge.ThreeWay(
                fork.Before, fork.Ours, fork.Theirs, MergePolicy.ByPath(policies, MergePolicy.Ours), fork.Options);
            var asked = MergePolicy.Of(conflict =>
            {
                var first = Array.Find(policies, policy => policy.Pattern.Matches(conflict.Path))?.Policy;
                return first == MergePolicy.Theirs ? MergeDecision.KeepTheirs
                    : first == MergePolicy.Fail ? MergeDecision.LeaveOpen
                    : MergeDecision.KeepOurs;
            });
            var alike = Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, asked, fork.Options);
            Assert.Equal(alike.Value, routed.Value);
            Assert.Equal(alike.OpenConflicts, routed.OpenConflicts);
        });

    [Fact]
    public void A_policy_that_throws_gives_an_error_that_names_the_path_and_no_partial_result() =>
        Tape.Holds(
            tape => (Fork: Documents.Fork(tape), After: tape.Below(3)),
            made =>
            {
                var (fork, after) = made;
                var asked = new List<Conflict>();
                var merged = Merge.ThreeWay(
                    fork.Before, fork.Ours, fork.Theirs, MergePolicy.Of(Throwing), fork.Options);
                if (asked.Count <= after)
                {
                    Assert.True(merged.IsResolved);
                    return;
                }

                Assert.Equal(after + 1, asked.Count);
                Assert.Same(fork.Before, merged.Value);
                Assert.False(merged.IsResolved);
                Assert.True(merged.ToValue().IsLeft);
                var error = Assert.IsType<TimelineError.MergePolicyFailed>(merged.Error);
                Assert.Equal(asked[^1].Path.ToString(), error.Path);
                Assert.Contains("no luck", error.Message, StringComparison.Ordinal);

                MergeDecision Throwing(Conflict conflict)
                {
                    asked.Add(conflict);
                    if (asked.Count > after) throw new InvalidOperationException("no luck");
                    return MergeDecision.KeepOurs;
                }
            });

    private static int State(Tape tape) => tape.Below(States.Length);

    private static Value.Map At(int state) => Value.Map.Empty.Set("state", States[state]);

    private static int Count(Value value) => int.Parse(value.ToString(), CultureInfo.InvariantCulture);

    private static Value.Map Counters(Tape tape) => Value.Map.From(
        "abc".Select(key => KeyValuePair.Create(key.ToString(), Value.Of((long)tape.Below(4)))));
}
