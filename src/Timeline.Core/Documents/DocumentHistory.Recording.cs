using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    // Each try loses only to another recording that succeeded, so this many losses mean a store that does not stand
    // still.
    private const int MostTries = 32;

    /// <summary>Records a file as the next version of a branch.</summary>
    /// <remarks>
    /// The same bytes as the branch's head are unchanged. Other bytes of an equal value make a version whose patch is
    /// empty. If another process recorded in the meantime, this version goes on top of theirs.
    /// </remarks>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="stamp">When, by whom, with what words; a time before the head's becomes the head's.</param>
    /// <param name="branch">The branch to extend; null for the current one. The first recording makes it.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>
    /// The version, or where and why the bytes are not JSON, or that there is no such branch, or
    /// <see cref="TimelineError.HeadMoved"/> where others recorded faster too many times in a row.
    /// </returns>
    public ValueTask<Either<TimelineError, Recorded>> RecordAsync(
        ReadOnlyMemory<byte> bytes, Stamp stamp, BranchName? branch = null, CancellationToken cancellation = default)
    {
        var hash = Digest.Of(bytes.Span);
        Either<TimelineError, Document>? parsed = null;
        return CommitAsync(branch ?? CurrentBranch, MakeDraft, cancellation);

        Either<TimelineError, Option<Draft>> MakeDraft(Tip? tip)
        {
            if (tip is not null && IsSame(tip, bytes.Span, hash)) return Option<Draft>.None;

            var document = parsed ??= Document.Parse(bytes, _options.Limits);
            return document.Map(it => Option<Draft>.Some(
                Draft.OfDocument(tip, it, hash, stamp, Comparison, new ArrayBufferWriter<byte>())));
        }
    }

    /// <summary>
    /// Records a value as the next version of a branch, to be written in the style of the version before.
    /// </summary>
    /// <remarks>
    /// Costs what changed, not what the document weighs, where the value was made from that of the branch's head and
    /// the head is loaded: it is after a recording and after <see cref="LoadAsync"/>.
    /// </remarks>
    /// <param name="value">The value.</param>
    /// <param name="stamp">When, by whom, with what words; a time before the head's becomes the head's.</param>
    /// <param name="branch">The branch to extend; null for the current one. The first recording makes it.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    /// <returns>The version, or as the other overload.</returns>
    public ValueTask<Either<TimelineError, Recorded>> RecordAsync(
        Value value, Stamp stamp, BranchName? branch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CommitAsync(
            branch ?? CurrentBranch,
            tip =>
            {
                var style = tip?.Style ?? JsonStyle.Indented;
                var draft = Draft.OfValue(tip, value, style, stamp, Comparison);
                return tip is not null && draft.Version.Changes == 0 ? Option<Draft>.None : Option<Draft>.Some(draft);
            },
            cancellation);
    }

    /// <summary>
    /// Whether these bytes are what the head of a branch holds, so that nothing is lost by overwriting them.
    /// </summary>
    /// <param name="bytes">A file's bytes.</param>
    /// <param name="branch">The branch; null for the current one.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>
    /// True if they are; false if not or if there is no such branch; or why the head cannot be restored.
    /// </returns>
    public async ValueTask<Either<TimelineError, bool>> IsRecordedAsync(
        ReadOnlyMemory<byte> bytes, BranchName? branch = null, CancellationToken cancellation = default)
    {
        if (LineOf(branch ?? CurrentBranch).Head?.Value is not { } head) return false;
        if (head.ContentHash is { } hash) return hash == Digest.Of(bytes.Span);

        var restored = await RestoreAsync(head, cancellation).ConfigureAwait(false);
        return restored.Map(it => it.Document.Bytes.Span.SequenceEqual(bytes.Span));
    }

    private static bool IsSame(Tip tip, ReadOnlySpan<byte> bytes, Digest hash)
    {
        if (tip.ContentHash is { } known) return known == hash;

        // The head was recorded as a value, or merged: its bytes are what its style makes of it.
        return Document.From(tip.Value, tip.Style).Bytes.Span.SequenceEqual(bytes);
    }

    /// <summary>Puts a version on top of a branch, whoever else does so at the same time.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="draft">Makes the version from the branch's head, or nothing where it would change nothing.</param>
    /// <param name="cancellation">Gives up before anything is written.</param>
    private async ValueTask<Either<TimelineError, Recorded>> CommitAsync(
        BranchName branch, Func<Tip?, Either<TimelineError, Option<Draft>>> draft, CancellationToken cancellation)
    {
        var history = this;
        for (var tries = 1; ; tries++)
        {
            var committed = await history.TryCommitAsync(branch, draft, cancellation).ConfigureAwait(false);
            if (committed.TryGet(out _, out var error) || tries == MostTries || !IsRace(error)) return committed;

            history = await history.RefreshAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<Either<TimelineError, Recorded>> TryCommitAsync(
        BranchName branch, Func<Tip?, Either<TimelineError, Option<Draft>>> draft, CancellationToken cancellation)
    {
        var loading = await LoadTipAsync(branch, cancellation).ConfigureAwait(false);
        if (!loading.TryGet(out var found, out var error)) return error;

        var tip = found.OrNull();
        if (!draft(tip).TryGet(out var made, out error)) return error;
        if (made.OrNull() is not { } version)
        {
            var head = LineOf(branch).Head!.Value;
            return new Recorded(WithTip(tip), head, IsNew: false);
        }

        var appended = await AppendAsync(branch, tip, [version], cancellation).ConfigureAwait(false);
        return appended.Map(after => new Recorded(after.History, after.Newest, IsNew: true));
    }

    /// <summary>The head of a branch with its value; none where the first version is yet to come.</summary>
    private async ValueTask<Either<TimelineError, Option<Tip>>> LoadTipAsync(
        BranchName branch, CancellationToken cancellation)
    {
        if (LineOf(branch).Head?.Value is not { } head)
        {
            return _stored.Branches.IsEmpty ? Option<Tip>.None : new TimelineError.BranchUnknown(Name, branch);
        }

        if (_tip is { } tip && tip.Id == head.Id) return Option<Tip>.Some(tip);

        var restored = await RestoreAsync(head, cancellation).ConfigureAwait(false);
        return restored.Map(it => Option<Tip>.Some(Tip.Of(head, it.Document.Value, it.Document.Style)));
    }

    /// <summary>Appends versions, each on top of the one before, and moves the branch to the last.</summary>
    private async ValueTask<Either<TimelineError, (DocumentHistory History, StoredVersion Newest)>> AppendAsync(
        BranchName branch, Tip? tip, ImmutableArray<Draft> drafts, CancellationToken cancellation)
    {
        var last = drafts[^1];
        var move = tip is null
            ? BranchMove.Create(branch, last.Version.Id)
            : BranchMove.Advance(branch, tip.Id, last.Version.Id);
        var batch = new AppendBatch([.. drafts.Select(draft => draft.Version)], [move])
        {
            Current = IsEmpty && branch != CurrentBranch ? branch : null,
        };
        var outcome = await _store.AppendAsync(Name, batch, cancellation).ConfigureAwait(false);
        if (!outcome.TryGet(out var appended, out var error)) return error;

        var after = await AfterAsync(batch, appended, Tip.Of(last), cancellation).ConfigureAwait(false);
        return (after, after.At(appended.Versions[^1].Number).Value);
    }

    /// <summary>The history after an append; read again where others appended in between.</summary>
    private async ValueTask<DocumentHistory> AfterAsync(
        AppendBatch batch, Appended appended, Tip tip, CancellationToken cancellation)
    {
        var versions = _versions;
        for (var i = 0; i < batch.Versions.Length; i++)
        {
            if (appended.Versions[i].Number != versions.Count) break;
            versions = WithVersion(versions, ToStored(batch.Versions[i], appended.Versions[i], versions));
        }

        if (versions.Count != appended.Count)
            return await WithTip(tip).RefreshAsync(cancellation).ConfigureAwait(false);

        var stored = _stored with { Count = appended.Count, Current = batch.Current ?? CurrentBranch };
        stored = batch.Moves.Aggregate(stored, (history, move) => Moved(history, move, versions));
        return new DocumentHistory(_store, _options, stored, versions, tip);
    }

    private static StoredVersion ToStored(
        NewVersion version, VersionRef place, PersistentList<Version<StoredVersion>> versions)
    {
        return new StoredVersion
        {
            Number = place.Number,
            Id = place.Id,
            Parents = [.. version.Parents.Select(parent => Place(parent, versions))],
            Stamp = version.Stamp,
            Changes = version.Changes,
            ContentHash = version.ContentHash,
            IsPruned = false,
            Payload = null,
        };
    }

    /// <summary>Where a parent stands. It was appended lately as a rule, so the search begins at the end.</summary>
    private static VersionRef Place(VersionId id, PersistentList<Version<StoredVersion>> versions)
    {
        for (var number = versions.Count - 1; number >= 0; number--)
        {
            if (versions[number].Value.Id == id) return versions[number].Value.Ref;
        }

        throw new UnreachableException("a version was appended before its parent");
    }

    private static StoredHistory Moved(
        StoredHistory history, BranchMove move, PersistentList<Version<StoredVersion>> versions)
    {
        var others = history.Branches.Where(branch => branch.Name != move.Branch);
        var moved = move.Head.ToSeq().Select(head => new StoredBranch(move.Branch, Place(head, versions)));
        return history with { Branches = [.. others.Concat(moved).OrderBy(branch => branch.Name)] };
    }

    private static bool IsRace(TimelineError error) => error is TimelineError.HeadMoved or TimelineError.BranchExists;

    /// <summary>
    /// What a recorded patch holds: everything that makes one text another, as far as a value can tell.
    /// </summary>
    private DiffOptions Comparison =>
        (_options.Comparison ?? DiffOptions.Default) with { KeyOrder = true, Spelling = true };

    private DocumentHistory WithTip(Tip? tip) =>
        ReferenceEquals(tip, _tip) ? this : new DocumentHistory(_store, _options, _stored, _versions, tip);
}
