using System.Runtime.CompilerServices;
using LanguageExt;
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
    [OverloadResolutionPriority(1)]
    public static MergeResult<Value> ThreeWay(
        Value before, Value ours, Value theirs, MergePolicy policy, DiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(policy);
        return new MergeResult<Value>(
            run => MergeWalk.Run(run, before, ours, theirs), new MergeRun(policy, options ?? DiffOptions.Default));
    }

    /// <summary>The object with the changes of both sides, and the places where they cannot both stand.</summary>
    /// <typeparam name="T">
    /// The type of all three: records, collections, unions… as <see cref="Objects.ObjectTree"/> sees them.
    /// </typeparam>
    /// <param name="before">The base: what both sides started from.</param>
    /// <param name="ours">What our side made of it.</param>
    /// <param name="theirs">What their side made of it.</param>
    /// <param name="policy">What to do with a conflict, which shows what stands there as values.</param>
    /// <param name="options">How the objects are seen and list elements recognised; null for the default.</param>
    /// <returns>
    /// The merged object, or the base if a conflict is left open or the merge failed; all conflicts; and the way to
    /// decide them one by one. <see cref="MergeResult{T}.Error"/> says what could not be seen or made.
    /// </returns>
    /// <remarks>
    /// <para>The laws are those of values, and the result shares with both sides what they left alone. Objects are
    /// merged member by member, mappings by key, lists as lists of values are. A set is the base without what either
    /// side took out and with what either put in, so sets never conflict. Different cases of a union, and what a
    /// converter of its own writes, are each one thing. Members that nothing can set follow from the others; an object
    /// in which a side changed nothing else is one thing too.</para>
    /// <para>What is shared is passed over at once: O(what is not shared), in persistent maps O(changes · log n); a
    /// list that both sides changed is read once, O(n). Only conflicts and the elements of such lists become
    /// values.</para>
    /// </remarks>
    public static MergeResult<T> ThreeWay<T>(
        T before, T ours, T theirs, MergePolicy policy, ObjectDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var chosen = options ?? ObjectDiffOptions.Default;
        return new MergeResult<T>(
            run => new ObjectMergeWalk(run, chosen.Tree).Run(before, ours, theirs),
            new MergeRun(policy, chosen.Lists));
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
        var run = new MergeRun(policy.Undecided, options ?? DiffOptions.Default);
        return new MergeWalk(run).Join(ValuePath.Root, before, older, newer) ?? older;
    }

    /// <summary>As for values; or what cannot be seen or made.</summary>
    /// <param name="before">What both come from; nothing if they have nothing in common.</param>
    /// <param name="older">The one; it counts where there is nothing before and nothing can be joined.</param>
    /// <param name="newer">The other.</param>
    /// <param name="policy">It decides nothing here, but what it takes as a whole is taken so.</param>
    /// <param name="options">How the objects are seen; null for the default.</param>
    internal static Either<TimelineError, T> Ground<T>(
        Part before, T older, T newer, MergePolicy policy, ObjectDiffOptions? options = null)
    {
        var chosen = options ?? ObjectDiffOptions.Default;
        return new ObjectMergeWalk(new MergeRun(policy.Undecided, chosen.Lists), chosen.Tree)
            .Ground(before, older, newer);
    }
}
