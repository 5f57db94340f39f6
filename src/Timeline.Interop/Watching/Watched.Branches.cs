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

    // The heads of all branches, of which that of the current one may be behind: it is the tip.
    private Branches<T>? _branches;

    /// <summary>The name of the branch that the next version goes on; <c>main</c> to begin with.</summary>
    public string CurrentBranch
    {
        get
        {
            lock (Gate) return BranchesSeen().Current.Text;
        }
    }

    /// <summary>The names of all branches, in order.</summary>
    public IReadOnlyList<string> Branches
    {
        get
        {
            lock (Gate) return [.. BranchesSeen().Names.Select(name => name.Text)];
        }
    }

    /// <summary>Gives the current version a second name, from which one can go on later.</summary>
    /// <param name="name">The name of the new branch.</param>
    /// <returns>This variable, on the branch it was on. O(1): nothing is copied.</returns>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is a branch of that name.</exception>
    public Watched<T> Branch(string name)
    {
        var branch = BranchName.Of(name);
        _ = Rearrange(null, now => Unwrapped(now.Create(branch, now.Head)));
        return this;
    }

    /// <summary>Goes to the newest version of a branch; what is set from now on goes on from there.</summary>
    /// <param name="name">The branch.</param>
    /// <returns>This variable.</returns>
    /// <remarks>No version is made: listeners are not called, but <c>PropertyChanged</c> is raised.</remarks>
    /// <exception cref="VariableFrozenException">The variable is frozen; of a namespace, a key that differs
    /// is.</exception>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is no such branch.</exception>
    /// <exception cref="Admission.ValueRejectedException">It is a namespace, and a rule refuses a key that
    /// differs.</exception>
    public Watched<T> Switch(string name)
    {
        var branch = BranchName.Of(name);
        while (true)
        {
            Require(Standing.Open, "switched");
            var (ours, theirs) = Sides(branch);
            var consent = Consent<T>.Of(Terms, ours.Head!, theirs.Head!, "switched");
            if (Rearrange("switched", now => Switched(now, branch, consent))) break;
        }

        NotifyMoved();
        return this;
    }

    /// <summary>Forgets the name of a branch; what only it had is gone with it.</summary>
    /// <param name="name">The branch.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="ArgumentException">The text is no name of a branch.</exception>
    /// <exception cref="TimelineException">There is no such branch, or it is the current one.</exception>
    public Watched<T> DeleteBranch(string name)
    {
        var branch = BranchName.Of(name);
        _ = Rearrange(null, now => Unwrapped(now.Delete(branch)));
        return this;
    }

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
            while (true)
            {
                Require(Standing.Open, "merged");
                var (ours, theirs) = Sides(branch);
                var stamp = Stamps.Now(Words(label) ?? $"merge of {name}");
                var merged = Unwrapped(Previewed(ours, theirs, policy).Bind(it => Merged(ours, theirs, it, stamp)));
                if (merged == ours)
                {
                    WaitFor(ours.Head!);
                    return this;
                }

                var consent = Consent<T>.Of(Terms, ours.Head!, merged.Head!, "merged");
                if (TryMove(ours.Head!, merged.Head!, consent, merged != theirs)) return this;
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
        return Activities.Trace(TelemetryNames.MergeActivity, Name, _ =>
        {
            Require(Standing.Open, "merged");
            var (ours, theirs) = Previewed(preview);
            var merged = Unwrapped(Merged(ours, theirs, preview, Stamps.Now(Words(label) ?? "merge")));
            if (merged != ours)
            {
                var consent = Consent<T>.Of(Terms, ours.Head!, merged.Head!, "merged");
                if (!TryMove(ours.Head!, merged.Head!, consent, merged != theirs)) throw Outdated();
            }

            return this;
        });
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

    /// <summary>The merged line. What came of merging is taken in like any value.</summary>
    private Either<TimelineError, History<T>> Merged(
        History<T> ours, History<T> theirs, MergePreview<T> preview, Stamp stamp)
    {
        return preview.Outcome switch
        {
            MergeOutcome.UpToDate => ours,
            MergeOutcome.FastForwarded => theirs,
            _ => preview.Commit(stamp).Map(made => ours.Merge(theirs, Admitting.Admit(made.Head!.Value), stamp)),
        };
    }

    /// <summary>The two sides that a preview was made of, as they are kept; an error if they are not the heads any
    /// more.</summary>
    private (History<T> Ours, History<T> Theirs) Previewed(MergePreview<T> preview)
    {
        lock (Gate)
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

    private (History<T> Ours, History<T> Theirs) Sides(BranchName branch)
    {
        lock (Gate)
        {
            var now = BranchesNow();
            return (now.Head, Unwrapped(now.Find(branch)));
        }
    }

    /// <summary>The branches with another current one; null if that has to be asked again.</summary>
    private Branches<T>? Switched(Branches<T> now, BranchName branch, Consent<T>? consent)
    {
        var switched = Unwrapped(now.Switch(branch));
        return consent?.Holds(now.Head.Head!, switched.Head.Head!) == false ? null : switched;
    }

    /// <summary>Makes a version the newest: one that a merge made, or the head of a branch.</summary>
    private bool TryMove(Version<T> expected, Version<T> made, Consent<T>? consent, bool isNew)
    {
        if (_journal is { } journal) return TryMoveStored(journal, expected, made, consent, isNew);
        var isHeard = false;
        lock (Gate)
        {
            Require(Standing.Open, "merged");
            if (!ReferenceEquals(expected, _tip) || consent?.Holds(expected, made) == false) return false;
            _undone = isNew ? _undone?.Add(made) : null;
            if (!isNew) _tip = _head = made;
            else isHeard = Accept(made);
        }

        if (isNew) Tell(isHeard);
        else NotifyMoved();
        return true;
    }

    /// <summary>The branches with the head of the current one as it is; under the lock.</summary>
    private Branches<T> BranchesNow()
    {
        var head = Histories.History.Of(_tip);
        var known = _branches ?? Branches<T>.Start(BranchName.Main, head);
        return _branches = Unwrapped(known.Move(known.Current, known.Head, head));
    }

    private void GoTo(Branches<T> branches)
    {
        _branches = branches;
        _undone = null;
        _tip = branches.Head.Head!;

        // With a journal that makes each change durable it is the journal that shows it.
        if (_journal is null or { ShowsAtOnce: true }) Volatile.Write(ref _head, _tip);
    }

    private void RefuseIfClosed()
    {
        if (_standing == Standing.Closed)
            throw new ObjectDisposedException(Name, $"'{Name}' cannot change any more: its registry was disposed of");
    }
}
