using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Properties.Changes;

public sealed class MergeResolutionLaws
{
    [Fact]
    public void Resolving_all_conflicts_as_one_side_equals_merging_with_its_policy() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            AssertSame(Joined(fork, MergePolicy.Ours), Resolved(fork, _ => MergeDecision.KeepOurs, first: true));
            AssertSame(Joined(fork, MergePolicy.Theirs), Resolved(fork, _ => MergeDecision.KeepTheirs, first: true));
        }, 600);

    [Fact]
    public void The_order_of_resolving_does_not_matter() =>
        Tape.Holds(
            tape => (Fork: Documents.Fork(tape), Salt: tape.Below(100)),
            made =>
            {
                AssertSame(
                    Resolved(made.Fork, conflict => Anyhow(conflict, made.Salt), first: true),
                    Resolved(made.Fork, conflict => Anyhow(conflict, made.Salt), first: false));
                var preview = Joined(made.Fork, MergePolicy.Fail);
                if (preview.Open < 2) return;
                var (one, other) = (preview.OpenConflicts[0], preview.OpenConflicts[^1]);
                AssertSame(
                    preview.Resolve(one, Anyhow(one, made.Salt)).Resolve(other, Anyhow(other, made.Salt)),
                    preview.Resolve(other, Anyhow(other, made.Salt)).Resolve(one, Anyhow(one, made.Salt)));
            }, 600);

    [Fact]
    public void Resolving_by_path_decides_what_is_there_or_is_an_error_and_never_passed_over() =>
        Tape.Holds(
            tape => (Fork: Documents.Fork(tape), Pick: tape.Below(4)),
            made =>
            {
                var preview = Joined(made.Fork, MergePolicy.Fail);
                var path = made.Pick < preview.Open ? preview.OpenConflicts[made.Pick].Path : ValuePath.Of("no.such.place");
                var resolved = preview.Resolve(path, MergeDecision.KeepOurs);
                if (preview.Conflicts.Any(conflict => conflict.Path == path))
                {
                    AssertSame(preview.Conflicts.Where(conflict => conflict.Path == path).Aggregate(
                        preview, (result, conflict) => result.Resolve(conflict, MergeDecision.KeepOurs)), resolved);
                    return;
                }

                Assert.Equal(TimelineError.ConflictMissing.Of(path, preview.Conflicts), resolved.Error);
                var rest = resolved.ResolveRest(MergePolicy.Theirs);
                Assert.Equal((false, resolved.Error), (rest.IsResolved, rest.Error));
                Assert.Same(made.Fork.Before, rest.Value);
            }, 300);

    [Fact]
    public void Resolving_one_by_one_equals_a_policy_that_decides_the_same() =>
        Tape.Holds(
            tape => (Fork: Documents.Fork(tape), Salt: tape.Below(100)),
            made => AssertSame(
                Joined(made.Fork, MergePolicy.Of(conflict => Anyhow(conflict, made.Salt))),
                Resolved(made.Fork, conflict => Anyhow(conflict, made.Salt), first: true)),
            400);

    [Fact]
    public void A_result_gives_a_value_to_go_on_with_only_when_no_conflict_is_open() =>
        Tape.Holds(Documents.Fork, fork =>
        {
            var result = Joined(fork, MergePolicy.Fail);
            Assert.Equal(result.OpenConflicts, result.Conflicts);
            Assert.Equal(result.Open == 0, result.ToValue().IsRight);
            if (result.Open > 0) Assert.Same(fork.Before, result.Value);
            Assert.True(result.ResolveRest(MergePolicy.Theirs).ToValue().IsRight);
        });

    private static MergeResult<Value> Joined(Fork fork, MergePolicy policy) =>
        Merge.ThreeWay(fork.Before, fork.Ours, fork.Theirs, policy, fork.Options);

    private static MergeResult<Value> Resolved(Fork fork, Func<Conflict, MergeDecision> decide, bool first)
    {
        var result = Joined(fork, MergePolicy.Fail);
        while (result.Error is null && result.Open > 0)
        {
            var next = first ? result.OpenConflicts[0] : result.OpenConflicts[^1];
            result = result.Resolve(next, decide(next));
        }

        return result;
    }

    /// <summary>Some decision that can be carried out, by what the conflict is.</summary>
    private static MergeDecision Anyhow(Conflict conflict, int salt)
    {
        var choice = (conflict.Path.ToString().Sum(letter => letter) + (int)conflict.Kind + salt) % 4;
        if (choice > 1 && (conflict.Kind == ConflictKind.Order || conflict.Path.IsRoot)) choice -= 2;
        return choice switch
        {
            0 => MergeDecision.KeepOurs,
            1 => MergeDecision.KeepTheirs,
            2 => MergeDecision.Put(Value.Of("decided")),
            _ => MergeDecision.Remove,
        };
    }

    private static void AssertSame(MergeResult<Value> expected, MergeResult<Value> actual)
    {
        Assert.Equal(expected.Error, actual.Error);
        Assert.Equal(expected.Value, actual.Value);
        Assert.Equal(expected.Conflicts, actual.Conflicts);
        Assert.Equal(expected.OpenConflicts, actual.OpenConflicts);
    }
}
