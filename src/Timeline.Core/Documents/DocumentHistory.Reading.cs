using System.Buffers;
using System.Collections.Immutable;
using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    /// <summary>The document as it was at a version: value and exact bytes.</summary>
    /// <param name="revision">The version.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>
    /// The document, or that there is no such version, that it was pruned, or that its bytes are not what was recorded.
    /// </returns>
    public async ValueTask<Either<TimelineError, RestoredDocument>> RestoreAsync(
        Revision revision, CancellationToken cancellation = default)
    {
        if (!Find(revision).TryGet(out var version, out var error)) return error;
        return await RestoreAsync(version, cancellation).ConfigureAwait(false);
    }

    /// <summary>This history with the head of a branch loaded, so that the next recording need not read it.</summary>
    /// <param name="branch">The branch; null for the current one.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The history, or why the head cannot be restored.</returns>
    public async ValueTask<Either<TimelineError, DocumentHistory>> LoadAsync(
        BranchName? branch = null, CancellationToken cancellation = default)
    {
        var tip = await LoadTipAsync(branch ?? CurrentBranch, cancellation).ConfigureAwait(false);
        return tip.Map(it => it.Match(Some: WithTip, None: () => this));
    }

    /// <summary>
    /// The value of the head that is loaded, to make the next value from; none where no head is loaded.
    /// </summary>
    public Option<Value> LoadedValue => _tip is { } tip ? Option<Value>.Some(tip.Value) : Option<Value>.None;

    /// <summary>What changed from one version to another.</summary>
    /// <param name="before">The version to begin at.</param>
    /// <param name="after">The version to arrive at.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The patch, with the order of keys; or why one of the versions cannot be had.</returns>
    public async ValueTask<Either<TimelineError, Patch>> DiffAsync(
        Revision before, Revision after, CancellationToken cancellation = default)
    {
        if (!FindNode(before).TryGet(out var from, out var error)) return error;
        if (!FindNode(after).TryGet(out var to, out error)) return error;
        var isForward = from.Value.Number < to.Value.Number;
        var (older, newer) = await TogetherAsync(isForward ? from : to, isForward ? to : from, cancellation)
            .ConfigureAwait(false);
        var (old, changed) = isForward ? (older, newer) : (newer, older);
        if (old is null && !(await ValueOfAsync(from, cancellation).ConfigureAwait(false)).TryGet(out old, out error))
            return error;
        if (changed is null && !(await ValueOfAsync(to, cancellation).ConfigureAwait(false))
            .TryGet(out changed, out error))
        {
            return error;
        }

        return Diff.Between(old, changed, Comparison);
    }

    /// <summary>What changed from a version to a value that is not recorded, as the edited file.</summary>
    /// <param name="before">The version to begin at.</param>
    /// <param name="after">The value to arrive at.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The patch, with the order of keys; or why the version cannot be had.</returns>
    public async ValueTask<Either<TimelineError, Patch>> DiffAsync(
        Revision before, Value after, CancellationToken cancellation = default)
    {
        var from = await ValueOfAsync(before, cancellation).ConfigureAwait(false);
        return from.Map(old => Diff.Between(old, after, Comparison));
    }

    /// <summary>The versions of a line of first parents, the newest first.</summary>
    /// <remarks>
    /// Along a path these are the versions at which the value there is another than before: set there, below or above.
    /// Pruned versions have no value; a change they made shows at the next one that is kept, as at or before it.
    /// Without a path the cost is the number of versions listed; with one, that of replaying all of the line's patches.
    /// </remarks>
    /// <param name="query">Which versions; null for all of the current branch.</param>
    /// <param name="cancellation">Gives up between steps.</param>
    /// <returns>The versions, or that there is no such version or branch.</returns>
    public async ValueTask<Either<TimelineError, ImmutableArray<LogEntry>>> LogAsync(
        LogQuery? query = null, CancellationToken cancellation = default)
    {
        query ??= LogQuery.All;
        if (!FindNode(query.From ?? Revision.CurrentHead).TryGet(out var from, out var error)) return error;

        var limit = query.Limit ?? int.MaxValue;
        if (query.Path is not { } path)
        {
            return History.Of(from).Newest().Take(limit)
                .Select(node => new LogEntry(node.Value, Option<Value>.None))
                .ToImmutableArray();
        }

        var entries = new List<LogEntry>();
        Value? last = null;
        await foreach (var step in ReplayAsync(from, cancellation).ConfigureAwait(false))
        {
            if (!step.TryGet(out var at, out error)) return error;
            if (at.Value is not { } whole) continue;

            var found = path.TryGet(whole, out var value) ? value : null;
            if (!Equals(found, last))
            {
                var version = At(at.Version.Number).Value;
                entries.Add(new LogEntry(version, found is null ? Option<Value>.None : found, IsCutOff(version)));
            }

            last = found;
        }

        entries.Reverse();
        return entries.Take(limit).ToImmutableArray();
    }

    private async ValueTask<Either<TimelineError, Value>> ValueOfAsync(
        Revision revision, CancellationToken cancellation)
    {
        if (!FindNode(revision).TryGet(out var node, out var error)) return error;
        return await ValueOfAsync(node, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Either<TimelineError, Value>> ValueOfAsync(
        Version<StoredVersion> node, CancellationToken cancellation)
    {
        if (_tip is { } tip && tip.Id == node.Value.Id) return tip.Value;

        var chain = await _store.ReadChainAsync(Name, node.Value.Number, cancellation).ConfigureAwait(false);
        return chain.TryGet(out var found, out var error) ? Restoring.Restore(Name, found) : error;
    }

    /// <summary>
    /// The values of two versions by one reading, where the chain to the newer passes the older: they then also share
    /// what did not change between. What was not found so, or cannot be restored, is null.
    /// </summary>
    private async ValueTask<(Value? Older, Value? Newer)> TogetherAsync(
        Version<StoredVersion> older, Version<StoredVersion> newer, CancellationToken cancellation)
    {
        if (_tip is { } tip && tip.Id == newer.Value.Id) return (null, tip.Value);
        var reading = await _store.ReadChainAsync(Name, newer.Value.Number, cancellation).ConfigureAwait(false);
        if (!reading.TryGet(out var chain, out _)) return (null, null);
        var restored = Restoring.Restore(Name, chain, older.Value.Number, out var passed);
        return restored.TryGet(out var value, out _) ? (passed, value) : (null, null);
    }

    private async ValueTask<Either<TimelineError, RestoredDocument>> RestoreAsync(
        StoredVersion version, CancellationToken cancellation)
    {
        var reading = await _store.ReadChainAsync(Name, version.Number, cancellation).ConfigureAwait(false);
        if (!reading.TryGet(out var chain, out var error)) return error;
        if (!Restoring.Restore(Name, chain).TryGet(out var value, out error)) return error;

        var full = chain.Steps.IsEmpty ? null : chain.Steps[^1];
        if (full is null)
        {
            var read = await _store.ReadAsync(Name, version.Number, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out full, out error)) return error;
        }

        return ToDocument(version.Number, full.Payload, full.ContentHash, value)
            .Map(document => new RestoredDocument(version, document));
    }

    /// <summary>Puts the exact bytes back together and holds them against their digest.</summary>
    private Either<TimelineError, Document> ToDocument(
        long number, VersionPayload? payload, Digest? recorded, Value value) =>
        ToDocument(Name, number, payload, recorded, value, _options);

    private static Either<TimelineError, Document> ToDocument(
        HistoryName name, long number, VersionPayload? payload, Digest? recorded, Value value, DocumentOptions options)
    {
        if (payload?.Source is not { } source) return Document.From(value, JsonStyle.Indented);
        return ToBytes(name, number, source, recorded, value, ExactLimit(options), new ArrayBufferWriter<byte>())
            .Map(exact => new Document(value, exact.Style, exact.Bytes.ToArray()));
    }

    /// <summary>The exact bytes, in memory that may be the scratch's.</summary>
    private static Either<TimelineError, (JsonStyle Style, ReadOnlyMemory<byte> Bytes)> ToBytes(
        HistoryName name, long number, ReadOnlyMemory<byte> source, Digest? recorded, Value value, int limit,
        ArrayBufferWriter<byte> scratch)
    {
        if (SourceForm.Decode(source) is not { } form || form.ToBytes(value, limit, scratch) is not { } bytes)
            return new TimelineError.SourceUnreadable(name, number);
        return recorded is { } hash && hash != Digest.Of(bytes.Span)
            ? new TimelineError.BytesDiffer(name, number)
            : (form.Style, bytes);
    }

    private static int ExactLimit(DocumentOptions options) =>
        (int)Math.Min((options.Limits ?? JsonLimits.Default).Bytes, int.MaxValue / 4);
}
