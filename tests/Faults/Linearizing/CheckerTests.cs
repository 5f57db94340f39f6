using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Linearizing;

/// <summary>The checker itself, on histories that are known to be good and bad.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void One_after_the_other_is_good() => Good(
        Did(1, 2, null, "a"), Did(3, 4, "a", "b"), Read(5, 6, "b"), Refused(7, 8, "a", "c", saw: "b"));

    [Fact]
    public void A_read_beside_a_swap_sees_the_head_before_or_after()
    {
        Good(Did(1, 2, null, "a"), Did(3, 9, "a", "b"), Read(4, 5, "a"), Read(6, 7, "b"));
        Good(Did(1, 2, null, "a"), Did(3, 9, "a", "b"), Read(4, 7, "b"), Read(5, 6, "a"));
    }

    [Fact]
    public void A_stale_read_is_found() =>
        Bad(Did(1, 2, null, "a"), Did(3, 4, "a", "b"), Read(5, 6, "a"));

    [Fact]
    public void A_refusal_that_tells_a_stale_head_is_found() =>
        Bad(Did(1, 2, null, "a"), Did(3, 4, "a", "b"), Refused(5, 6, "x", "c", saw: "a"));

    [Fact]
    public void A_refusal_that_tells_the_expected_head_is_found() =>
        Bad(Did(1, 2, null, "a"), Refused(3, 4, "a", "b", saw: "a"));

    [Fact]
    public void A_lost_update_is_found() =>
        Bad(Did(1, 2, null, "a"), Did(3, 4, "a", "b"), Did(3, 5, "b", "c"), Read(6, 7, "b"));

    [Fact]
    public void Two_winners_of_one_swap_are_found() =>
        Bad(Did(1, 2, null, "a"), Did(3, 6, "a", "b"), Did(4, 5, "a", "c"));

    [Fact]
    public void Two_who_create_one_branch_are_found() =>
        Bad(Did(1, 4, null, "a"), Did(2, 3, null, "b"));

    [Fact]
    public void A_read_that_goes_back_is_found() =>
        Bad(Did(1, 2, null, "a"), Did(3, 9, "a", "b"), Read(4, 5, "b"), Read(6, 7, "a"));

    [Fact]
    public void An_effect_before_it_was_asked_for_is_found() =>
        Bad(Did(1, 2, null, "a"), Read(3, 4, "b"), Did(5, 6, "a", "b"));

    [Fact]
    public void A_head_that_nobody_made_is_found() => Bad(Did(1, 2, null, "a"), Read(3, 4, "z"));

    [Fact]
    public void What_has_no_answer_happens_late_or_never_but_once()
    {
        Good(Did(1, 2, null, "a"), Unanswered(3, "a", "b"), Read(4, 5, "a"));
        Good(Did(1, 2, null, "a"), Unanswered(3, "a", "b"), Read(4, 5, "a"), Read(6, 7, "b"));
        Bad(Did(1, 2, null, "a"), Unanswered(3, "a", "b"), Read(4, 5, "b"), Read(6, 7, "a"));
        Bad(Did(1, 2, null, "a"), Read(3, 4, "b"), Unanswered(5, "a", "b"));
        Bad(
            Did(1, 2, null, "a"), Unanswered(3, "a", "b"), Read(4, 5, "b"), Did(6, 7, "b", "a"), Read(8, 9, "a"),
            Read(10, 11, "b"));
    }

    [Fact]
    public void A_branch_that_was_deleted_is_made_again()
    {
        Good(Did(1, 2, null, "a"), Did(3, 4, "a", null), Read(5, 6, null), Did(7, 8, null, "a"), Read(9, 10, "a"));
        Good(Did(1, 2, null, "a"), Did(3, 4, "a", null), Refused(5, 6, "a", "b", saw: null));
        Bad(Did(1, 2, null, "a"), Did(3, 4, "a", null), Read(5, 6, "a"));
        Bad(Did(1, 2, null, "a"), Did(3, 4, "a", null), Did(5, 6, "a", "b"));
    }

    [Fact]
    public void Each_branch_is_judged_by_itself()
    {
        Good(Did(1, 2, null, "a"), Read(3, 4, null) with { Branch = "other" });
        Bad(Did(1, 2, null, "a"), Read(3, 4, "a") with { Branch = "other" });
    }

    [Fact]
    public void A_search_that_would_take_too_long_is_undecided()
    {
        // Whether any of many crossing ways leads there takes more looks than are allowed.
        var ways = Enumerable.Range(0, 8).SelectMany(from => Enumerable.Range(0, 8).Where(to => to != from)
            .Select(to => Unanswered(2, $"{from}", $"{to}")));
        var verdict = HeadChecker.Judge([Did(0, 1, null, "0"), .. ways, Read(3, 4, "9")], limit: 10_000);
        Assert.True(verdict.IsUndecided && verdict.Fault is null);
    }

    [Fact]
    public void What_really_happened_one_after_the_other_is_accepted_however_long_each_took() =>
        Holds(seed => HeadChecker.Judge(new MadeHistory(seed, 60).Operations).IsGood, cases: 300);

    [Fact]
    public void It_agrees_with_trying_every_order_on_histories_true_and_false()
    {
        var (good, bad) = (0, 0);
        Holds(
            seed =>
            {
                var history = new MadeHistory(seed, 1 + (Math.Abs(seed) % 6)).WithFaults();
                var expected = BruteForce.IsLinearizable(history);
                _ = expected ? good++ : bad++;
                return HeadChecker.Judge(history) is { IsUndecided: false } verdict && verdict.IsGood == expected;
            },
            cases: Extent.Of(@short: 1500, @long: 100_000));
        Assert.True(good > 200 && bad > 200, $"{good} good, {bad} bad");
        Figures.Report("checker of heads", $"{good + bad} histories, {bad} of them bad, other than by every order 0");
    }

    [Fact]
    public void Tens_of_thousands_of_operations_are_judged_in_seconds()
    {
        var history = new MadeHistory(Extent.Seed, 50_000, silence: 500).Operations;
        Assert.Equal(new HeadVerdict(history.Count), HeadChecker.Judge(history));
        var at = history.FindLastIndex(operation => operation.Answer is HeadAnswer.Saw);
        history[at] = history[at] with { Answer = new HeadAnswer.Saw("nobody's") };
        Assert.NotNull(HeadChecker.Judge(history).Fault);
    }

    private static void Holds(Func<int, bool> law, int cases) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), law)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay((ulong)Extent.Seed, 1));

    private static HeadOperation Did(long from, long to, string? expected, string? head) =>
        new("c", "main", from, to, new HeadCall.Swap(expected, head), new HeadAnswer.Done());

    private static HeadOperation Refused(long from, long to, string? expected, string? head, string? saw) =>
        new("c", "main", from, to, new HeadCall.Swap(expected, head), new HeadAnswer.Saw(saw));

    private static HeadOperation Read(long from, long to, string? saw) =>
        new("c", "main", from, to, new HeadCall.Read(), new HeadAnswer.Saw(saw));

    private static HeadOperation Unanswered(long from, string? expected, string? head) =>
        new("c", "main", from, HeadOperation.Never, new HeadCall.Swap(expected, head), new HeadAnswer.Unknown());

    private static void Good(params HeadOperation[] history) => Judged(history, isGood: true);

    private static void Bad(params HeadOperation[] history) => Judged(history, isGood: false);

    private static void Judged(HeadOperation[] history, bool isGood)
    {
        var verdict = HeadChecker.Judge(history);
        Assert.True(verdict.IsGood == isGood, verdict.Fault);
        Assert.False(verdict.IsUndecided);
        if (Array.TrueForAll(history, operation => operation.Branch == "main"))
            Assert.Equal(isGood, BruteForce.IsLinearizable(history));
    }
}
