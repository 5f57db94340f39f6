using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Collections;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>All versions of one JSON document in a store, as they were when last read.</summary>
/// <remarks>
/// <para>
/// A value like any other: questions are answered from it, and what changes the stored history returns the history as
/// it is afterwards and leaves this one as it was. Another process may have gone on in the meantime: recording then
/// puts the new version on top of theirs, and <see cref="RefreshAsync"/> reads what is new.
/// </para>
/// <para>
/// Laws: a recorded file comes back byte for byte; recording what is there already changes nothing; nothing that was
/// recorded is lost by any member but <see cref="PruneAsync"/>; along first parents time never runs backwards, so that
/// every moment has one version.
/// </para>
/// <para>Opening costs O(versions) headers. Immutable and safe to share between threads.</para>
/// </remarks>
public sealed partial class DocumentHistory
{
    private const int PageOfHeaders = 1024;

    private readonly IHistoryStore _store;
    private readonly DocumentOptions _options;
    private readonly StoredHistory _stored;
    private readonly PersistentList<Version<StoredVersion>> _versions;

    // The head that was recorded or restored last, so that the next recording need not read it again.
    private readonly Tip? _tip;

    private DocumentHistory(
        IHistoryStore store,
        DocumentOptions options,
        StoredHistory stored,
        PersistentList<Version<StoredVersion>> versions,
        Tip? tip)
    {
        _store = store;
        _options = options;
        _stored = stored;
        _versions = versions;
        _tip = tip;
    }

    /// <summary>The name that the history has in its store.</summary>
    public HistoryName Name => _stored.Name;

    /// <summary>How many versions were recorded, over all branches; their numbers are 0 to one less.</summary>
    public long Count => _versions.Count;

    /// <summary>Whether nothing has been recorded.</summary>
    public bool IsEmpty => _versions.Count == 0;

    /// <summary>The branch that the next recording extends.</summary>
    public BranchName CurrentBranch => _stored.Current;

    /// <summary>The newest version of the current branch; none where nothing has been recorded.</summary>
    public Option<StoredVersion> Head => HeadOf(CurrentBranch);

    /// <summary>The branches, by name.</summary>
    public ImmutableArray<DocumentBranch> Branches =>
        [.. _stored.Branches.Select(branch =>
            new DocumentBranch(branch.Name, At(branch.Head.Number).Value, branch.Name == CurrentBranch))];

    /// <summary>Opens the history of a document, which may have no versions yet.</summary>
    /// <param name="store">Where it is kept. It stays the caller's to close.</param>
    /// <param name="name">The name that it has there.</param>
    /// <param name="options">How documents are read and compared; null for the usual way.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The history.</returns>
    public static ValueTask<DocumentHistory> OpenAsync(
        IHistoryStore store,
        HistoryName name,
        DocumentOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var nothing = new StoredHistory(name, 0, []);
        return new DocumentHistory(
            store,
            options ?? DocumentOptions.Default,
            nothing,
            [],
            null).RefreshAsync(cancellation);
    }

    /// <summary>Reads what was recorded since.</summary>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The history as it is now.</returns>
    public async ValueTask<DocumentHistory> RefreshAsync(CancellationToken cancellation = default)
    {
        var found = await _store.FindAsync(Name, cancellation).ConfigureAwait(false);
        var stored = found.OrNull() ?? new StoredHistory(Name, 0, []);
        var versions = stored.Count < _versions.Count ? [] : _versions;
        while (versions.Count < stored.Count)
        {
            var count = (int)Math.Min(PageOfHeaders, stored.Count - versions.Count);
            var page = await _store
                .ReadRangeAsync(Name, versions.Count, count, VersionDetail.Headers, cancellation)
                .ConfigureAwait(false);
            if (page.IsEmpty) break;
            versions = page.Aggregate(versions, WithVersion);
        }

        return new DocumentHistory(_store, _options, stored, versions, _tip);
    }

    /// <summary>The newest version of a branch.</summary>
    /// <param name="branch">The branch.</param>
    /// <returns>Its head, or none where there is no such branch.</returns>
    public Option<StoredVersion> HeadOf(BranchName branch) =>
        _stored.Head(branch).Map(head => At(head.Number).Value);

    /// <summary>All versions, on whatever branch or on none, the newest first.</summary>
    /// <returns>The versions' headers, by falling number.</returns>
    public IEnumerable<StoredVersion> Newest()
    {
        for (var number = Count - 1; number >= 0; number--) yield return At(number).Value;
    }

    /// <summary>The version that a revision names.</summary>
    /// <param name="revision">The revision.</param>
    /// <returns>The version's header, or why there is none and what there is.</returns>
    /// <remarks>O(log n), for an id prefix O(n).</remarks>
    public Either<TimelineError, StoredVersion> Find(Revision revision)
    {
        ArgumentNullException.ThrowIfNull(revision);
        return FindNode(revision).TryGet(out var node, out var error) ? node.Value : error;
    }

    /// <summary>The version that a user means by a text.</summary>
    /// <param name="revision">The text, as <see cref="Revision.Parse"/> reads it.</param>
    /// <returns>The version's header, or why there is none and what there is.</returns>
    public Either<TimelineError, StoredVersion> Find(string revision) => Revision.Parse(revision).Bind(Find);

    private static PersistentList<Version<StoredVersion>> WithVersion(
        PersistentList<Version<StoredVersion>> versions, StoredVersion version)
    {
        var parents = version.Parents;
        var line = parents.IsEmpty ? History<StoredVersion>.Empty : History.Of(versions[(int)parents[0].Number]);
        line = parents.Length < 2
            ? line.Append(version, version.Stamp)
            : line.Merge(History.Of(versions[(int)parents[1].Number]), version, version.Stamp);
        return versions.Add(line.Head!);
    }

    private Version<StoredVersion> At(long number) => _versions[checked((int)number)];

    private History<StoredVersion> LineOf(BranchName branch)
    {
        var head = _stored.Head(branch);
        return head.IsSome ? History.Of(At(head.ValueUnsafe().Number)) : History<StoredVersion>.Empty;
    }
}
