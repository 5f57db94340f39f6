using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Joins what two sides made of one value.</summary>
public static class Merge
{
    /// <summary>The value with the changes of both sides, and the places where they cannot both stand.</summary>
    /// <param name="before">The base: what both sides started from.</param>
    /// <param name="ours">What our side made of it.</param>
    /// <param name="theirs">What their side made of it.</param>
    /// <param name="policy">What to do with a conflict.</param>
    /// <param name="options">How list elements are recognised and how much may be spent; null for the default.</param>
    /// <returns>
    /// The merged value, or the base if a conflict is left open or the policy failed; all conflicts; and the way to
    /// decide them one by one.
    /// </returns>
    /// <remarks>
    /// Laws: with one side unchanged the other side is the result; both sides equal give that; swapping the sides swaps
    /// ours and theirs in the conflicts (and in the policy) and nothing else; edits of different places never conflict
    /// and both survive. Maps are merged by key and lists as sequences, by identity where an identity key is
    /// given or the data suggests one (<see cref="IdentitySuggestion"/>); what both insert in one place goes into the
    /// order that both keep, where it is evident. What is shared is skipped: O(changes · log n) for large maps whose
    /// versions share structure; a list of maps that both sides changed is read once, O(n).
    /// </remarks>
    public static MergeResult ThreeWay(
        Value before, Value ours, Value theirs, MergePolicy policy, DiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(policy);
        return new MergeResult(new MergeRun(before, ours, theirs, policy, options ?? DiffOptions.Default));
    }

    /// <summary>
    /// What two values give that are themselves the base of a merge: what contradicts is as it was before both.
    /// </summary>
    /// <param name="before">What both come from; null if they have nothing in common.</param>
    /// <param name="older">The one; it counts where there is nothing before and nothing can be joined.</param>
    /// <param name="newer">The other.</param>
    /// <param name="policy">It decides nothing here, but what it takes as a whole is taken so.</param>
    /// <param name="options">How list elements are recognised; null for the default.</param>
    internal static Value Ground(
        Value? before, Value older, Value newer, MergePolicy policy, DiffOptions? options = null)
    {
        var run = new MergeRun(before ?? older, older, newer, policy.Undecided, options ?? DiffOptions.Default);
        return new MergeWalk(run).Join(ValuePath.Root, before, older, newer) ?? older;
    }
}
