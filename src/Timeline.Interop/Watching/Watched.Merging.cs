using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Telemetry;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    // Where values are copied out a preview has other versions than are kept: which heads they stand for.
    private static readonly ConditionalWeakTable<Version<T>, Version<T>> KeptHeads = [];

    /// <summary>Merges a branch into the current one, three ways, by a new version with two parents.</summary>
    /// <param name="name">The branch merged.</param>
    /// <param name="policy">How conflicts are decided; null to leave them open, which is an error that lists
    /// them.</param>
    /// <param name="label">In what words; null for <c>merge of NAME</c>.</param>
    /// <returns>
    /// This variable. Where the branch has nothing new, nothing happens; where it only went on from the current
    /// version, that becomes its newest one, and no version is made.
    /// </returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">
    /// There is no such branch, conflicts stay open, or a value cannot be looked into or made.
    /// </exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses what the merge came to.</exception>
    public Watched<T> Merge(string name, MergePolicy? policy = null, string? label = null)
    {
        var branch = BranchName.Of(name);
        return Activities.Trace(TelemetryNames.MergeActivity, Name, _ =>
        {
            bool isMade;
            do isMade = TryMerge(Planned(branch, policy, label));
            while (!isMade);
            return this;
        });
    }

    /// <summary>As <see cref="Merge(string, MergePolicy?, string?)"/>, waiting for rules and a store without holding a
    /// thread.</summary>
    /// <param name="name">The branch merged.</param>
    /// <param name="policy">How conflicts are decided; null to leave them open, which is an error that lists
    /// them.</param>
    /// <param name="label">In what words; null for <c>merge of NAME</c>.</param>
    /// <param name="cancellation">Gives up before anything is made; after that it is made.</param>
    /// <returns>The version that is the newest by it; the one that was where the branch has nothing new.</returns>
    public ValueTask<Version<T>> MergeAsync(
        string name, MergePolicy? policy = null, string? label = null, CancellationToken cancellation = default)
    {
        var branch = BranchName.Of(name);
        return Activities.TraceAsync(TelemetryNames.MergeActivity, Name, async () =>
        {
            while (true)
            {
                var plan = Planned(branch, policy, label);
                if (await TryMergeAsync(plan, cancellation).ConfigureAwait(false) is { } newest) return Handed(newest);
            }
        });
    }

    /// <summary>Merges as a preview says, whose conflicts were resolved one by one.</summary>
    /// <param name="preview">What <see cref="PreviewMerge"/> gave, resolved.</param>
    /// <param name="label">In what words; null for <c>merge</c>.</param>
    /// <returns>This variable, as of <see cref="Merge(string, MergePolicy?, string?)"/>.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="TimelineException">
    /// Conflicts are still open, or the variable or the branch went on since the preview was made.
    /// </exception>
    /// <exception cref="Admission.ValueRejectedException">A rule refuses what the merge came to.</exception>
    public Watched<T> Merge(MergePreview<T> preview, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return Activities.Trace(
            TelemetryNames.MergeActivity, Name, _ => TryMerge(Planned(preview, label)) ? this : throw Outdated());
    }

    /// <summary>As <see cref="Merge(MergePreview{T}, string?)"/>, waiting for rules and a store without holding a
    /// thread.</summary>
    /// <param name="preview">What <see cref="PreviewMerge"/> gave, resolved.</param>
    /// <param name="label">In what words; null for <c>merge</c>.</param>
    /// <param name="cancellation">Gives up before anything is made; after that it is made.</param>
    /// <returns>The version that is the newest by it; the one that was where the branch has nothing new.</returns>
    public ValueTask<Version<T>> MergeAsync(
        MergePreview<T> preview, string? label = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return Activities.TraceAsync(TelemetryNames.MergeActivity, Name, async () =>
            Handed(await TryMergeAsync(Planned(preview, label), cancellation).ConfigureAwait(false)
                ?? throw Outdated()));
    }

    /// <summary>What merging a branch into the current one would come to, conflict by conflict; nothing
    /// changes.</summary>
    /// <param name="name">The branch that would be merged.</param>
    /// <param name="policy">How conflicts would be decided; null to leave them open.</param>
    /// <returns>The outcome, the conflicts and what is still open; the versions are as they are handed out.</returns>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is no such branch, or a value cannot be looked into.</exception>
    public MergePreview<T> PreviewMerge(string name, MergePolicy? policy = null)
    {
        var (ours, theirs) = Sides(BranchName.Of(name));
        return Unwrapped(Previewed(ours, theirs, policy));
    }

    private MergePlan Planned(BranchName branch, MergePolicy? policy, string? label)
    {
        Require(Standing.Open, "merged");
        var (ours, theirs) = Sides(branch);
        var preview = Unwrapped(Previewed(ours, theirs, policy));
        return Planned(ours, theirs, preview, Words(label) ?? $"merge of {branch.Text}");
    }

    private MergePlan Planned(MergePreview<T> preview, string? label)
    {
        Require(Standing.Open, "merged");
        var (ours, theirs) = Previewed(preview);
        return Planned(ours, theirs, preview, Words(label) ?? "merge");
    }

    private MergePlan Planned(History<T> ours, History<T> theirs, MergePreview<T> preview, string words) =>
        preview.Outcome switch
        {
            MergeOutcome.UpToDate => new(ours, theirs, ours.Head!, false),
            MergeOutcome.FastForwarded => new(ours, theirs, theirs.Head!, false),
            _ => new(ours, theirs, Unwrapped(preview.Commit(Stamps.Now(words))).Head!, true),
        };

    /// <summary>Does as planned, unless something came between. What came of merging is taken in like any
    /// value.</summary>
    private bool TryMerge(MergePlan plan)
    {
        if (!plan.IsMove)
        {
            WaitFor(plan.Goal);
            return true;
        }

        return TryMove(Agreed(plan, plan.IsNew ? plan.Made(Admitting.Admit(plan.Goal.Value)) : plan.Goal));
    }

    /// <summary>As <see cref="TryMerge"/>; the version that is the newest by it, or null.</summary>
    private async ValueTask<Version<T>?> TryMergeAsync(MergePlan plan, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!plan.IsMove) return await DurableAsync(plan.Goal).ConfigureAwait(false);
        var goal = plan.Goal;
        if (plan.IsNew) goal = plan.Made(await Admitting.AdmitAsync(goal.Value, cancellation).ConfigureAwait(false));
        cancellation.ThrowIfCancellationRequested();
        return await TryMoveAsync(Agreed(plan, goal), cancellation).ConfigureAwait(false) ? goal : null;
    }

    /// <summary>The move to what a merge came to; the terms of the variable throw if it may not be done.</summary>
    private Move Agreed(MergePlan plan, Version<T> goal)
    {
        var from = plan.Ours.Head!;
        return new(from, goal, plan.IsNew, Consent<T>.Of(Terms, from, goal, "merged"));
    }

    /// <summary>The two sides that a preview was made of, as they are kept; an error if they are not the heads any
    /// more.</summary>
    private (History<T> Ours, History<T> Theirs) Previewed(MergePreview<T> preview)
    {
        using (Gate.Hold())
        {
            var now = BranchesNow();
            var (ours, theirs) = (KeptOf(preview.Ours), KeptOf(preview.Theirs));
            var isThere = now.Names.Any(name => now.Find(name) == theirs);
            return ours == now.Head && isThere ? (ours, theirs) : throw Outdated();
        }
    }

    private static History<T> Shown(MappedVersions<T, T> map, History<T> kept)
    {
        var shown = map.Of(kept.Head!);
        KeptHeads.AddOrUpdate(shown, kept.Head!);
        return new(shown);
    }

    private static History<T> KeptOf(History<T> shown) =>
        shown.Head is { } head && KeptHeads.TryGetValue(head, out var kept) ? new(kept) : shown;

    private TimelineException Outdated() =>
        new($"'{Name}': the variable or the branch went on since the merge was previewed: preview it again");

    /// <summary>The merge of both sides as they are handed out.</summary>
    private Either<TimelineError, MergePreview<T>> Previewed(
        History<T> ours, History<T> theirs, MergePolicy? policy)
    {
        policy ??= MergePolicy.Fail;
        if (Terms is { } terms) return terms.PreviewMerge(ours, theirs, policy);
        if (!_isTransparent)
        {
            // One mapping for both sides: what they have in common stays in common.
            var map = new MappedVersions<T, T>(Release);
            (ours, theirs) = (Shown(map, ours), Shown(map, theirs));
        }

        return Histories.History.PreviewMerge(ours, theirs, policy, _options.Comparison);
    }

    /// <summary>Makes a version the newest: one that a merge made, or the head of a branch.</summary>
    private bool TryMove(Move move)
    {
        if (_journal is { } journal) return TryMoveStored(journal, move);
        var isHeard = false;
        using (Gate.Hold())
        {
            Require(Standing.Open, "merged");
            if (!CanMove(move)) return false;
            if (move.IsNew) isHeard = Accept(move.To);
            else Show(move.To);
        }

        if (move.IsNew) Tell(isHeard);
        else NotifyMoved();
        return true;
    }

    /// <summary>Whether nothing came between, under the lock; then one stands where the move leads to.</summary>
    private bool CanMove(Move move)
    {
        if (!ReferenceEquals(move.From, Tip) || move.Consent?.Holds(move.From, move.To) == false) return false;
        _undone = move.IsNew ? _undone?.Add(move.To) : null;
        return true;
    }

    /// <summary>What a merge comes to, before its value is taken in.</summary>
    /// <param name="Ours">The current branch.</param>
    /// <param name="Theirs">The branch merged.</param>
    /// <param name="Goal">What is to be the newest version.</param>
    /// <param name="IsNew">Whether that is one which joins both.</param>
    private sealed record MergePlan(History<T> Ours, History<T> Theirs, Version<T> Goal, bool IsNew)
    {
        public bool IsMove => !ReferenceEquals(Goal, Ours.Head);

        /// <summary>The version that joins both, with its value as it is kept.</summary>
        public Version<T> Made(T kept) => Ours.Merge(Theirs, kept, Goal.Stamp).Head!;
    }

    /// <summary>From one version as the newest to another.</summary>
    private sealed record Move(Version<T> From, Version<T> To, bool IsNew, Consent<T>? Consent);
}
