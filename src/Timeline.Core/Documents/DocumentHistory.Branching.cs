using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>Makes a branch. Nothing is copied, and the current branch stays the current one.</summary>
    /// <param name="name">The name of the new branch.</param>
    /// <param name="at">The version it begins at; null for the head of the current branch.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The history with the branch, or <see cref="TimelineError.BranchExists"/>, or that there is no such version, or
    /// that it was pruned.
    /// </returns>
    public async ValueTask<Either<TimelineError, DocumentHistory>> CreateBranchAsync(
        BranchName name, Revision? at = null, CancellationToken cancellation = default)
    {
        if (!Find(at ?? Revision.CurrentHead).TryGet(out var head, out var error)) return error;
        return await MoveAsync(AppendBatch.OfMoves(BranchMove.Create(name, head.Id)), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Takes the name of a branch away. Its versions stay, under their numbers and ids.</summary>
    /// <remarks>
    /// A branch made at one of them is as good as the old one. Pruning treats versions that stand on no branch by the
    /// rule alone.
    /// </remarks>
    /// <param name="name">The branch.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The history without the branch, or <see cref="TimelineError.BranchUnknown"/>,
    /// <see cref="TimelineError.BranchIsCurrent"/>, or <see cref="TimelineError.HeadMoved"/> where somebody went on
    /// with it in the meantime.
    /// </returns>
    public async ValueTask<Either<TimelineError, DocumentHistory>> DeleteBranchAsync(
        BranchName name, CancellationToken cancellation = default)
    {
        if (HeadOf(name).OrNull() is not { } head) return new TimelineError.BranchUnknown(Name, name);
        if (name == CurrentBranch) return new TimelineError.BranchIsCurrent(name.Text);
        return await MoveAsync(AppendBatch.OfMoves(BranchMove.Delete(name, head.Id)), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Gives a branch another name; the current branch stays the current one.</summary>
    /// <param name="from">The branch.</param>
    /// <param name="to">The name it gets, which no other branch has.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The history with the branch under its new name, or <see cref="TimelineError.BranchUnknown"/>,
    /// <see cref="TimelineError.BranchExists"/>, or <see cref="TimelineError.HeadMoved"/> where somebody went on with
    /// it in the meantime.
    /// </returns>
    public async ValueTask<Either<TimelineError, DocumentHistory>> RenameBranchAsync(
        BranchName from, BranchName to, CancellationToken cancellation = default)
    {
        if (HeadOf(from).OrNull() is not { } head) return new TimelineError.BranchUnknown(Name, from);
        if (from == to) return this;
        var moves = AppendBatch.OfMoves(BranchMove.Delete(from, head.Id), BranchMove.Create(to, head.Id));
        return await MoveAsync(moves with { Current = from == CurrentBranch ? to : null }, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Makes a branch the current one, which the next recording extends.</summary>
    /// <param name="name">The branch.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The history with that branch as the current one, or <see cref="TimelineError.BranchUnknown"/>.
    /// </returns>
    public async ValueTask<Either<TimelineError, DocumentHistory>> SwitchAsync(
        BranchName name, CancellationToken cancellation = default)
    {
        if (HeadOf(name).IsNone) return new TimelineError.BranchUnknown(Name, name);
        if (name == CurrentBranch) return this;
        return await MoveAsync(AppendBatch.OfMoves() with { Current = name }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Goes back to an older version by appending a new one with its value and its exact bytes.</summary>
    /// <param name="to">The version to go back to.</param>
    /// <param name="stamp">When, by whom; without a label the label is <c>rollback to N</c>.</param>
    /// <param name="branch">The branch to extend; null for the current one.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The new version, or the head where it holds the very same bytes already; or that there is no such version, or
    /// that it was pruned.
    /// </returns>
    public async ValueTask<Either<TimelineError, Recorded>> RollbackAsync(
        Revision to, Stamp stamp, BranchName? branch = null, CancellationToken cancellation = default)
    {
        var restoring = await RestoreAsync(to, cancellation).ConfigureAwait(false);
        if (!restoring.TryGet(out var old, out var error)) return error;

        var labelled = stamp.WithDefaultLabel(FormattableString.Invariant($"rollback to {old.Version.Number}"));
        var bytes = old.Document.Bytes;
        var hash = Digest.Of(bytes.Span);
        return await CommitAsync(branch ?? CurrentBranch, MakeDraft, cancellation).ConfigureAwait(false);

        Either<TimelineError, Option<Draft>> MakeDraft(Tip? tip)
        {
            if (tip is not null && IsSame(tip, bytes.Span, hash)) return Option<Draft>.None;
            return Option<Draft>.Some(Draft.OfDocument(tip, old.Document, hash, labelled, Comparison, new()));
        }
    }

    private async ValueTask<Either<TimelineError, DocumentHistory>> MoveAsync(
        AppendBatch batch, CancellationToken cancellation)
    {
        var outcome = await _store.AppendAsync(Name, batch, cancellation).ConfigureAwait(false);
        if (!outcome.TryGet(out _, out var error)) return error;
        return await RefreshAsync(cancellation).ConfigureAwait(false);
    }
}
