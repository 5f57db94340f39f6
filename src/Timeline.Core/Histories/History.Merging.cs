using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Histories;

public static partial class History
{
    internal const string MergeLabel = "merge";

    /// <summary>Merges a history of values into another; the version they are merged from is found.</summary>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="policy">How conflicts are decided.</param>
    /// <param name="stamp">When, by whom; without a label the label is <c>merge</c>.</param>
    /// <param name="options">How list elements are recognised; null for the default.</param>
    /// <returns>
    /// The history after the merge, or <see cref="TimelineError.MergeOpen"/>,
    /// <see cref="TimelineError.MergePolicyFailed"/> or <see cref="TimelineError.HistoriesUnrelated"/>.
    /// </returns>
    /// <remarks>
    /// <para>Where ours has come through their head already (or theirs is empty), it is returned as it is: merging what
    /// was merged changes nothing. Where theirs has come through our head (or ours is empty), theirs is returned as it
    /// is: our side has nothing to add, and a version that repeats their head would only make the two differ, so that
    /// the next merge the other way would make one more. Else the new version has both heads for parents.</para>
    /// <para>Histories that merged each other crosswise parted at several versions. Those are merged first, by the same
    /// rules; the policy decides nothing there. Where they contradict each other what they come from counts, for
    /// everything else what they made of it. So a contradiction that both sides resolved alike is none; one that
    /// they resolved differently is a conflict, unless one of them went back to what was there before it.</para>
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Either<TimelineError, History<Value>> Merge(
        History<Value> ours, History<Value> theirs, MergePolicy policy, Stamp stamp, DiffOptions? options = null) =>
        PreviewMerge(ours, theirs, policy, options).Bind(preview => preview.Commit(stamp));

    /// <summary>
    /// Merges a history of a program's own objects into another; the version they are merged from is found.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="policy">How conflicts are decided.</param>
    /// <param name="stamp">When, by whom; without a label the label is <c>merge</c>.</param>
    /// <param name="options">How the objects are seen and list elements recognised; null for the default.</param>
    /// <returns>
    /// As for values; or what could not be seen or made (<see cref="TimelineError.ObjectUnreadable"/>,
    /// <see cref="TimelineError.ObjectUnwritable"/>).
    /// </returns>
    /// <remarks>As for values, by the merge of objects (<see cref="Changes.Merge"/>).</remarks>
    public static Either<TimelineError, History<T>> Merge<T>(
        History<T> ours, History<T> theirs, MergePolicy policy, Stamp stamp, ObjectDiffOptions? options = null) =>
        PreviewMerge(ours, theirs, policy, options).Bind(preview => preview.Commit(stamp));

    /// <summary>What merging a history of values into another would come to.</summary>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="policy">How conflicts are decided.</param>
    /// <param name="options">How list elements are recognised; null for the default.</param>
    /// <returns>The preview, or <see cref="TimelineError.HistoriesUnrelated"/>.</returns>
    [OverloadResolutionPriority(1)]
    public static Either<TimelineError, MergePreview<Value>> PreviewMerge(
        History<Value> ours, History<Value> theirs, MergePolicy policy, DiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Preview(
            ours,
            theirs,
            (start, older, newer) => Changes.Merge.Ground(start?.Value, older, newer, policy, options),
            ground => Changes.Merge.ThreeWay(ground, ours.Head!.Value, theirs.Head!.Value, policy, options));
    }

    /// <summary>What merging a history of a program's own objects into another would come to.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="policy">How conflicts are decided.</param>
    /// <param name="options">How the objects are seen and list elements recognised; null for the default.</param>
    /// <returns>
    /// The preview, or <see cref="TimelineError.HistoriesUnrelated"/>, or which part of a merge base cannot be seen.
    /// </returns>
    public static Either<TimelineError, MergePreview<T>> PreviewMerge<T>(
        History<T> ours, History<T> theirs, MergePolicy policy, ObjectDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        TimelineError? failure = null;
        var preview = Preview(
            ours,
            theirs,
            (start, older, newer) => Changes.Merge
                .Ground(start is null ? default : Part.Of(start.Value), older, newer, policy, options)
                .IfLeft(error => Failed(error, older)),
            ground => Changes.Merge.ThreeWay(ground, ours.Head!.Value, theirs.Head!.Value, policy, options));
        return failure is null ? preview : failure;

        T Failed(TimelineError error, T older)
        {
            failure ??= error;
            return older;
        }
    }

    /// <summary>The same for what is seen as a value in another way than objects are.</summary>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="policy">How conflicts are decided.</param>
    /// <param name="options">How list elements are recognised; null for the default.</param>
    /// <param name="see">What is seen.</param>
    /// <param name="make">What is made of both sides and what was merged of them.</param>
    internal static Either<TimelineError, MergePreview<T>> PreviewMerge<T>(
        History<T> ours,
        History<T> theirs,
        MergePolicy policy,
        DiffOptions? options,
        Func<T, Value> see,
        Func<T, T, Value, T> make)
    {
        return Preview(ours, theirs, Ground, ground => new MergeResult<T>(
            run => Joined(run, ground), new MergeRun(policy, options ?? DiffOptions.Default)));

        T Ground(Version<T>? start, T older, T newer) => make(older, newer, Changes.Merge.Ground(
            start is null ? null : see(start.Value), see(older), see(newer), policy, options));

        Merged<T> Joined(MergeRun run, T ground)
        {
            var (our, their) = (ours.Head!.Value, theirs.Head!.Value);
            var merged = MergeWalk.Run(run, see(ground), see(our), see(their));
            return new(make(our, their, merged.Value), merged.Conflicts, merged.Open, merged.Error);
        }
    }

    private static Either<TimelineError, MergePreview<T>> Preview<T>(
        History<T> ours, History<T> theirs, Func<Version<T>?, T, T, T> ground, Func<T, MergeResult<T>> join) =>
        MergeSituation<T>.Of(ours, theirs).Map(situation => new MergePreview<T>(
            ours,
            theirs,
            situation.Outcome,
            situation.Outcome == MergeOutcome.Merged
                ? join(new MergeGround<T>(ground).Of(situation.Bases).Value)
                : null));

    /// <summary>Merges a history into another by a function; the version they are merged from is found.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="join">The merged value, from the base, ours and theirs; or why there is none.</param>
    /// <param name="stamp">When, by whom; without a label the label is <c>merge</c>.</param>
    /// <returns>
    /// The history after the merge, the error of the function, or <see cref="TimelineError.HistoriesUnrelated"/>.
    /// </returns>
    /// <remarks>
    /// As for values. Several merge bases are merged by the same function; where it gives an error there, what they
    /// come from counts, and of two that have nothing in common the newer.
    /// </remarks>
    public static Either<TimelineError, History<T>> Merge<T>(
        History<T> ours, History<T> theirs, Func<T, T, T, Either<TimelineError, T>> join, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(join);
        return MergeSituation<T>.Of(ours, theirs).Bind<History<T>>(situation => situation.Outcome switch
        {
            MergeOutcome.UpToDate => ours,
            MergeOutcome.FastForwarded => theirs,
            _ => join(Ground(situation).Value, ours.Head!.Value, theirs.Head!.Value)
                .Map(value => ours.Merge(theirs, value, stamp.WithDefaultLabel(MergeLabel))),
        });

        Version<T> Ground(MergeSituation<T> situation) => new MergeGround<T>((start, older, newer) =>
            start is null ? newer : join(start.Value, older, newer).IfLeft(start.Value)).Of(situation.Bases);
    }

    /// <summary>The policy that keeps, conflict by conflict, the side that wrote last in that very place.</summary>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <returns>
    /// The policy. A side wrote a place with the version since which its value there is what it is at the head; inside
    /// a list the list counts as a whole. Stamps that are equal in time, actor and label leave a conflict open.
    /// </returns>
    /// <remarks>
    /// Law: two sides decide alike whichever of them merges. To go by the heads alone, however old what they say is,
    /// use <see cref="MergePolicy.LastWriter"/>. O(versions since the place was written) for each conflict.
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static MergePolicy LastWriter(History<Value> ours, History<Value> theirs) =>
        LastWriter(ours, theirs, value => value);

    /// <summary>The policy that keeps, conflict by conflict, the side that wrote last in that very place.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="ours">The history merged into.</param>
    /// <param name="theirs">The history merged.</param>
    /// <param name="tree">How the objects are seen; null for the default.</param>
    /// <returns>The policy; as for values.</returns>
    /// <remarks>As for values. Versions that cannot be seen make the policy fail.</remarks>
    public static MergePolicy LastWriter<T>(History<T> ours, History<T> theirs, ObjectTree? tree = null)
    {
        var chosen = tree ?? ObjectTree.Default;
        return LastWriter(ours, theirs, value => chosen.ToValue(value).Match(
            seen => seen, error => throw new InvalidOperationException(error.Message)));
    }

    private static MergePolicy LastWriter<T>(History<T> ours, History<T> theirs, Func<T, Value> seen)
    {
        return MergePolicy.Of(conflict => ours.Head is { } our && theirs.Head is { } their
            ? MergePolicy.LastWriter(Writer(our, conflict.Path), Writer(their, conflict.Path)).Decide(conflict)
            : MergeDecision.LeaveOpen);

        Stamp Writer(Version<T> head, ValuePath path) => LastWrite.Of(head, path, seen).Stamp;
    }
}
