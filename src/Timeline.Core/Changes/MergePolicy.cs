using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What a merge does with a conflict.</summary>
/// <remarks>A closed set of cases, to which others can be added. Immutable and safe to share between threads.</remarks>
public abstract class MergePolicy
{
    private MergePolicy()
    {
    }

    /// <summary>Leaves every conflict open: the merge gives the base and says what the conflicts are.</summary>
    public static MergePolicy Fail { get; } = new FailPolicy();

    /// <summary>Keeps our side of every conflict.</summary>
    public static MergePolicy Ours { get; } = new OursPolicy();

    /// <summary>Keeps their side of every conflict.</summary>
    public static MergePolicy Theirs { get; } = new TheirsPolicy();

    /// <summary>Decides a conflict, or leaves it open.</summary>
    internal abstract MergeDecision Decide(Conflict conflict);

    private sealed class FailPolicy : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => MergeDecision.Open;

        public override string ToString() => "fail";
    }

    private sealed class OursPolicy : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => MergeDecision.Of(conflict.Ours, theirs: false);

        public override string ToString() => "ours";
    }

    private sealed class TheirsPolicy : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => MergeDecision.Of(conflict.Theirs, theirs: true);

        public override string ToString() => "theirs";
    }
}

/// <summary>How a conflict was decided.</summary>
/// <param name="IsMade">Whether it was decided at all.</param>
/// <param name="Value">What is to stand there, or null for nothing.</param>
/// <param name="PrefersTheirs">Whose place counts where the conflict is about a place.</param>
internal readonly record struct MergeDecision(bool IsMade, Value? Value, bool PrefersTheirs)
{
    /// <summary>Whether our place counts; without a decision none does, so that the sides can be swapped.</summary>
    public bool KeepsOurs => IsMade && !PrefersTheirs;

    /// <summary>Whether their place counts.</summary>
    public bool KeepsTheirs => IsMade && PrefersTheirs;

    public static MergeDecision Open => default;

    public static MergeDecision Of(Value? value, bool theirs) => new(true, value, theirs);
}
