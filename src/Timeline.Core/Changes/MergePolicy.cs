using System.Runtime.CompilerServices;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What a merge does with a conflict.</summary>
/// <remarks>
/// A closed set of cases. A function given to one should be pure: a merge that is resolved step by step asks it again.
/// What it throws becomes <see cref="TimelineError.MergePolicyFailed"/>. Immutable and safe to share between threads.
/// </remarks>
public abstract partial class MergePolicy
{
    private MergePolicy()
    {
    }

    /// <summary>Leaves every conflict open: the merge gives the base and says what the conflicts are.</summary>
    public static MergePolicy Fail { get; } = new Always(MergeDecision.LeaveOpen, "fail");

    /// <summary>Keeps our side of every conflict.</summary>
    public static MergePolicy Ours { get; } = new Always(MergeDecision.KeepOurs, "ours");

    /// <summary>Keeps their side of every conflict.</summary>
    public static MergePolicy Theirs { get; } = new Always(MergeDecision.KeepTheirs, "theirs");

    /// <summary>Keeps the side that was written last; where neither is later, conflicts stay open.</summary>
    /// <typeparam name="TStamp">What says when a side was written, for example a stamp of a version.</typeparam>
    /// <param name="ours">When ours was written.</param>
    /// <param name="theirs">When theirs was written.</param>
    /// <returns>The policy.</returns>
    /// <remarks>
    /// Law: with sides and stamps swapped the same side wins. Stamps of versions are ordered by time, then by actor and
    /// label (ordinal), so two sides decide alike whichever of them merges.
    /// </remarks>
    public static MergePolicy LastWriter<TStamp>(TStamp ours, TStamp theirs)
        where TStamp : IComparable<TStamp>
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        return ours.CompareTo(theirs) switch
        {
            > 0 => new Always(MergeDecision.KeepOurs, "last writer (ours)"),
            < 0 => new Always(MergeDecision.KeepTheirs, "last writer (theirs)"),
            _ => new Always(MergeDecision.LeaveOpen, "last writer (neither)"),
        };
    }

    /// <summary>Keeps the state that stands higher, as of an order that moves from draft to paid to shipped.</summary>
    /// <param name="highestFirst">The states, from the one that wins over all others.</param>
    /// <returns>The policy. A conflict with a side that is none of the states, or removed, stays open.</returns>
    /// <exception cref="ArgumentException">A state comes twice.</exception>
    [OverloadResolutionPriority(1)]
    public static MergePolicy Priority(IEnumerable<Value> highestFirst)
    {
        ArgumentNullException.ThrowIfNull(highestFirst);
        var ranks = PersistentMap<Value, int>.Empty;
        foreach (var state in highestFirst)
        {
            if (ranks.ContainsKey(state))
                throw new ArgumentException($"The state {state} has two places.", nameof(highestFirst));
            ranks = ranks.Set(state, ranks.Count);
        }

        return new ByRank(ranks);
    }

    /// <summary>Keeps the state that stands higher, of states as a program has them: enums, texts, records.</summary>
    /// <typeparam name="T">The type of the states.</typeparam>
    /// <param name="highestFirst">The states, from the one that wins over all others.</param>
    /// <param name="tree">How they are seen, as in the merge; null for <see cref="ObjectTree.Default"/>.</param>
    /// <returns>The policy. A conflict with a side that is none of the states, or removed, stays open.</returns>
    /// <exception cref="ArgumentException">A state comes twice, or cannot be seen; the message says why.</exception>
    public static MergePolicy Priority<T>(IEnumerable<T> highestFirst, ObjectTree? tree = null)
    {
        ArgumentNullException.ThrowIfNull(highestFirst);
        return Priority(highestFirst.Select(state => MergeDecision.Vouched(state, tree, nameof(highestFirst))));
    }

    /// <summary>Asks a function.</summary>
    /// <param name="decide">Ours, theirs, a value, nothing at all, or to leave the conflict open.</param>
    /// <returns>The policy.</returns>
    public static MergePolicy Of(Func<Conflict, MergeDecision> decide)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return new Asking(decide);
    }

    /// <summary>Joins the values of both sides: the join of a replicated data type, a maximum, a union.</summary>
    /// <param name="join">The joined value, from the base (null for none), ours and theirs.</param>
    /// <returns>
    /// The policy. Where one side removed the value, or an order is in question, the conflict stays open.
    /// </returns>
    /// <remarks>
    /// It is asked where a conflict is: in maps and lists that both changed, that is for their members. To join such a
    /// value as one, say <see cref="Whole"/>. Both sides then agree whichever of them merges, and however often, if the
    /// join is commutative, associative and idempotent in ours and theirs.
    /// </remarks>
    public static MergePolicy Join(Func<Value?, Value, Value, Value> join)
    {
        ArgumentNullException.ThrowIfNull(join);
        return new Joining(join);
    }

    /// <summary>Takes what it is asked for as one: both sides changed it, so it is a conflict as a whole.</summary>
    /// <param name="policy">How such a conflict is decided.</param>
    /// <returns>The policy; of use for the paths of a <see cref="PathPolicy"/>.</returns>
    /// <remarks>So a point is never merged from the one side's x and the other side's y.</remarks>
    public static MergePolicy Whole(MergePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new AsWhole(policy);
    }

    /// <summary>Decides by the path of the conflict.</summary>
    /// <param name="policies">The policies by path; the first whose pattern matches counts.</param>
    /// <param name="otherwise">The policy for every other path.</param>
    /// <returns>The policy.</returns>
    public static MergePolicy ByPath(IEnumerable<PathPolicy> policies, MergePolicy otherwise)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(otherwise);
        PathPolicy[] all = [.. policies];
        foreach (var policy in all)
        {
            ArgumentNullException.ThrowIfNull(policy, nameof(policies));
            ArgumentNullException.ThrowIfNull(policy.Pattern, nameof(policies));
            ArgumentNullException.ThrowIfNull(policy.Policy, nameof(policies));
        }

        return new Routed(all, otherwise);
    }

    /// <summary>Decides a conflict, or leaves it open.</summary>
    internal abstract MergeDecision Decide(Conflict conflict);

    /// <summary>Whether what both sides changed at a path is one conflict, not merged inside.</summary>
    internal virtual bool IsWhole(ValuePath path) => false;
}
