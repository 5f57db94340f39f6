using System.Text;
using LanguageExt;
using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Unit.Crdts;

/// <summary>A peer that claims the last step that can be exchanged for somebody else.</summary>
public sealed class ExhaustionTests
{
    private const string Claim = """{"type":"or-set","version":1,"context":{"me":9007199254740991},"state":{}}""";

    private static readonly ReplicaId Me = ReplicaId.Of("me");

    private static readonly ReplicaId Other = ReplicaId.Of("other");

    private static OrSet<string> Claimed =>
        Outcome.Right(CrdtJson.Read<OrSet<string>>(Encoding.UTF8.GetBytes(Claim)));

    [Fact]
    public void A_claim_of_own_steps_is_found_before_it_is_merged()
    {
        var mine = OrSet<string>.Empty.AddRange(Me, ["x", "y"]);
        var error = Outcome.Left(mine.Context.Believed(Me, Claimed.Context));
        Assert.Equal(new TimelineError.StepsClaimed("me", Dot.LargestExchanged, 2), error);
        Assert.Contains("'me', which has taken 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            new TimelineError.StepsClaimed("me", 1, 0),
            Outcome.Left(CausalContext.Empty.Believed(Me, OrSet<string>.Empty.Add(Me, "x").Context)));
        var honest = mine.Add(Other, "z").Delta(mine);
        Assert.Same(honest.Context, Outcome.Right(mine.Context.Believed(Me, honest.Context)));
        Assert.True(mine.Context.Believed(Me, mine.Remove("x").Delta(mine).Context).IsRight);
    }

    [Fact]
    public void Who_has_no_step_left_changes_nothing_and_says_so()
    {
        var set = OrSet<string>.Empty.Add(Me, "x").Add(Other, "y").Merge(Claimed);
        var exhausted = new TimelineError.StepsExhausted("me", Dot.LargestExchanged);
        Assert.Equal(exhausted, Outcome.Left(set.Context.Next(Me)));
        var error = Assert.Throws<ArgumentException>(() => set.Add(Me, "z"));
        Assert.StartsWith(exhausted.Message, error.Message, StringComparison.Ordinal);
        // What is there is kept, others go on, and so does the replica under a new id; all can read it.
        var further = set.Remove("y").Add(Other, "z").Add(ReplicaId.Of("me again"), "w");
        Assert.Equal(["w", "z"], further.Order());
        Assert.Equal(further, Outcome.Right(CrdtJson.Read<OrSet<string>>(CrdtJson.ToUtf8(further))));
    }

    [Fact]
    public void The_last_step_is_taken_and_read_by_others()
    {
        var before = Claim.Replace("991", "990", StringComparison.Ordinal);
        var set = Outcome.Right(CrdtJson.Read<OrSet<string>>(Encoding.UTF8.GetBytes(before))).Add(Me, "last");
        Assert.Equal(set, Outcome.Right(CrdtJson.Read<OrSet<string>>(CrdtJson.ToUtf8(set))));
        Assert.True(set.Context.Next(Me).IsLeft);
    }

    [Fact]
    public void Every_verb_that_takes_a_step_refuses_one_that_nobody_could_read()
    {
        var full = $$"""{"type":"TYPE","version":1,"context":{"me":{{Dot.LargestExchanged}}},"state":STATE}""";
        _ = Assert.Throws<ArgumentException>(() => Read<OrSet<int>>("or-set").AddRange(Me, [1, 2]));
        _ = Assert.Throws<ArgumentException>(() => Read<MvRegister<int>>("mv-register").Set(Me, 1));
        _ = Assert.Throws<ArgumentException>(() => Read<EnableWinsFlag>("enable-wins-flag").Enable(Me));
        _ = Assert.Throws<ArgumentException>(() => Read<DisableWinsFlag>("disable-wins-flag").Disable(Me));
        _ = Assert.Throws<ArgumentException>(() => Read<ResettableCounter>("resettable-counter").Add(Me, 1));
        var embedded = Read<Embedded<GSet<int>>>("embedded g-set");
        _ = Assert.Throws<ArgumentException>(() => embedded.Update(Me, set => set.Add(1)));
        Assert.IsType<TimelineError.StepsExhausted>(
            Outcome.Left(embedded.TryUpdate(Me, set => Prelude.Right<TimelineError, GSet<int>>(set.Add(1)))));
        var map = Read<OrMap<string, OrSet<int>>>("or-map of or-set", "[]");
        _ = Assert.Throws<ArgumentException>(() => map.Update("k", set => set.Add(Me, 1)));

        TCrdt Read<TCrdt>(string type, string state = "{}")
            where TCrdt : class, ICrdt<TCrdt> => Outcome.Right(CrdtJson.Read<TCrdt>(Encoding.UTF8.GetBytes(
                full.Replace("TYPE", type, StringComparison.Ordinal).Replace("STATE", state, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_clock_ends_where_others_still_follow()
    {
        var near = Outcome.Right(LamportClock.Start(Me).Observe(Other, LamportClock.LargestObserved - 1));
        Assert.Equal(LamportClock.LargestObserved, near.Time);
        Assert.Equal(new TimelineError.ClockExhausted(Me, LamportClock.LargestObserved), Outcome.Left(near.Tick()));
        Assert.Equal(
            new TimelineError.ClockExhausted(Me, LamportClock.LargestObserved),
            Outcome.Left(LamportClock.Start(Me).Observe(Other, LamportClock.LargestObserved)));
    }
}
