using System.Collections.Immutable;
using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>Merges another branch into the current one.</summary>
    /// <remarks>
    /// Where all of the other branch was merged already nothing is done. Where the current branch has nothing of its
    /// own it moves to the other one's head (a fast-forward: no version is made, and the exact bytes are the other's).
    /// Else the changes on both sides since they parted are put together in a version with two parents, written in the
    /// style of the current branch. Branches that merged each other crosswise parted at several versions; those are
    /// merged first, and where they contradict each other what they come from counts, so that the contradiction shows.
    /// </remarks>
    /// <param name="other">The branch to merge.</param>
    /// <param name="stamp">When, by whom; without a label the label is <c>merge BRANCH</c>.</param>
    /// <param name="policy">How a conflict is decided; null for not at all.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// What was done, with the conflicts; or <see cref="TimelineError.BranchUnknown"/>,
    /// <see cref="TimelineError.NothingInCommon"/>,
    /// <see cref="TimelineError.MergePolicyFailed"/>, or why a version that is needed cannot be restored.
    /// </returns>
    public async ValueTask<Either<TimelineError, MergedDocument>> MergeAsync(
        BranchName other, Stamp stamp, MergePolicy? policy = null, CancellationToken cancellation = default)
    {
        var history = this;
        var labelled = stamp.WithDefaultLabel($"merge {other}");
        for (var tries = 1; ; tries++)
        {
            var merging = await history
                .TryMergeAsync(other, labelled, policy ?? MergePolicy.Fail, cancellation)
                .ConfigureAwait(false);
            if (merging.TryGet(out _, out var error) || tries == MostTries || !IsRace(error)) return merging;

            history = await history.RefreshAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<Either<TimelineError, MergedDocument>> TryMergeAsync(
        BranchName other, Stamp stamp, MergePolicy policy, CancellationToken cancellation)
    {
        if (!PartingFrom(other).TryGet(out var parting, out var error)) return error;
        var (ourHead, theirHead, bases) = parting;
        if (bases.Contains(theirHead)) return new MergedDocument(this, MergeOutcome.UpToDate, ourHead.Value, []);
        if (bases.Contains(ourHead))
            return await FastForwardAsync(ourHead, theirHead, cancellation).ConfigureAwait(false);

        var tipping = await LoadTipAsync(CurrentBranch, cancellation).ConfigureAwait(false);
        if (!tipping.TryGet(out var tips, out error)) return error;
        var tip = tips.OrNull()!;
        var reading = await ValueOfAsync(theirHead, cancellation).ConfigureAwait(false);
        if (!reading.TryGet(out var their, out error)) return error;
        var grounding = await BaseValueAsync(bases, policy, cancellation).ConfigureAwait(false);
        if (!grounding.TryGet(out var ground, out error)) return error;

        var result = Merge.ThreeWay(ground, tip.Value, their, policy);
        if (result.Error is { } failure) return failure;
        if (!result.IsResolved)
            return new MergedDocument(WithTip(tip), MergeOutcome.Conflicted, ourHead.Value, [.. result.OpenConflicts]);

        var draft = Draft.OfMerge(tip, theirHead.Value, result.Value, stamp, Comparison);
        var appended = await AppendAsync(CurrentBranch, tip, [draft], cancellation).ConfigureAwait(false);
        return appended.Map(after =>
            new MergedDocument(after.History, MergeOutcome.Merged, after.Newest, [.. result.Conflicts]));
    }

    /// <summary>The heads of the current branch and of another, and where the two parted.</summary>
    private Either<TimelineError, Parting> PartingFrom(BranchName other)
    {
        var (ours, theirs) = (LineOf(CurrentBranch), LineOf(other));
        if (ours.Head is not { } ourHead) return new TimelineError.BranchUnknown(Name, CurrentBranch);
        if (theirs.Head is not { } theirHead) return new TimelineError.BranchUnknown(Name, other);
        var bases = ours.MergeBases(theirs);
        return bases.IsEmpty
            ? new TimelineError.NothingInCommon(CurrentBranch, other)
            : new Parting(ourHead, theirHead, bases);
    }

    private async ValueTask<Either<TimelineError, MergedDocument>> FastForwardAsync(
        Version<StoredVersion> ours, Version<StoredVersion> theirs, CancellationToken cancellation)
    {
        var move = BranchMove.Advance(CurrentBranch, ours.Value.Id, theirs.Value.Id);
        var moving = await MoveAsync(AppendBatch.OfMoves(move), cancellation).ConfigureAwait(false);
        return moving.Map(after => new MergedDocument(after, MergeOutcome.FastForwarded, theirs.Value, []));
    }

    /// <summary>
    /// The value that two lines parted at; where they parted at several versions, those merged, by the very rules of
    /// histories in memory (<see cref="MergeGround{T}"/>).
    /// </summary>
    /// <remarks>
    /// What is merged with what follows from the graph alone, so it is worked out first, on headers. Then values are
    /// read and merged in that order, each once.
    /// </remarks>
    private async ValueTask<Either<TimelineError, Value>> BaseValueAsync(
        ImmutableArray<Version<StoredVersion>> bases, MergePolicy policy, CancellationToken cancellation)
    {
        var joins = new List<Joint>();
        var ground = new MergeGround<StoredVersion>((start, older, newer) =>
        {
            // A version that is nowhere stored stands for what the two give.
            joins.Add(new Joint(start?.Value, older, newer, newer with { Number = -1 - joins.Count }));
            return joins[^1].Made;
        }).Of(bases).Value;

        var values = new Dictionary<StoredVersion, Value>(ReferenceEqualityComparer.Instance);
        foreach (var joint in joins)
        {
            foreach (var version in new[] { joint.Start, joint.Older, joint.Newer }.OfType<StoredVersion>())
            {
                if (values.ContainsKey(version)) continue;
                var restored = await ValueOfAsync(At(version.Number), cancellation).ConfigureAwait(false);
                if (!restored.TryGet(out var value, out var error)) return error;
                values[version] = value;
            }

            var start = joint.Start is null ? null : values[joint.Start];
            values[joint.Made] = Merge.Ground(start, values[joint.Older], values[joint.Newer], policy);
        }

        return values.TryGetValue(ground, out var merged)
            ? merged
            : await ValueOfAsync(At(ground.Number), cancellation).ConfigureAwait(false);
    }

    /// <summary>Two bases that are merged, what they are merged from (null for nothing), and what stands for the
    /// result.</summary>
    private sealed record Joint(StoredVersion? Start, StoredVersion Older, StoredVersion Newer, StoredVersion Made);

    private sealed record Parting(
        Version<StoredVersion> Ours, Version<StoredVersion> Theirs, ImmutableArray<Version<StoredVersion>> Bases);
}
