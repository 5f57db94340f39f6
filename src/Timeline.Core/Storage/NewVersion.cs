using System.Collections.Immutable;
using System.Text;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>A version to be appended: everything but the number, which the store gives it.</summary>
/// <remarks>Immutable; two are equal when their ids are.</remarks>
public sealed class NewVersion : IEquatable<NewVersion>
{
    private NewVersion(VersionHeader header, VersionPayload? payload, int changes, Func<ReadOnlyMemory<byte>>? snapshot)
    {
        Header = header;
        Id = header.ToId();
        Payload = payload;
        Changes = changes;
        Snapshot = snapshot;
    }

    /// <summary>The id, which follows from all the rest.</summary>
    public VersionId Id { get; }

    /// <summary>The parents' ids: none, one, or two for a merge.</summary>
    public ImmutableArray<VersionId> Parents => Header.Parents;

    /// <summary>When, by whom, with what words. Halves of surrogate pairs in it were replaced by U+FFFD.</summary>
    public Stamp Stamp => Header.Stamp;

    /// <summary>The digest of the recorded file's exact bytes, where one was given.</summary>
    public Digest? ContentHash => Header.ContentHash;

    /// <summary>The patch and the source; null where they were given up before, in another store.</summary>
    public VersionPayload? Payload { get; }

    /// <summary>How many operations the patch has, or had.</summary>
    public int Changes { get; }

    /// <summary>
    /// Gives the version's value as compact JSON text; the store calls it only when a snapshot is due. Null
    /// for never.
    /// </summary>
    public Func<ReadOnlyMemory<byte>>? Snapshot { get; }

    /// <summary>What the id is made of.</summary>
    public VersionHeader Header { get; }

    /// <summary>A version to be appended.</summary>
    /// <param name="parents">The parents' ids: none, one, or two that differ; the patch is relative to the
    /// first.</param>
    /// <param name="stamp">When, by whom, with what words.</param>
    /// <param name="payload">The patch and the source.</param>
    /// <param name="snapshot">
    /// Gives the version's value as compact JSON text (<c>() =&gt; Json.ToUtf8(value)</c>); called only when a
    /// snapshot is
    /// due, and with null never made.
    /// </param>
    /// <param name="contentHash">The digest of the recorded file's exact bytes.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">
    /// There are more than two parents or one twice, or the patch is not the text of a JSON array.
    /// </exception>
    public static NewVersion From(
        ImmutableArray<VersionId> parents,
        Stamp stamp,
        VersionPayload payload,
        Func<ReadOnlyMemory<byte>>? snapshot = null,
        Digest? contentHash = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (parents.IsDefault) parents = [];
        CheckParents(parents, nameof(parents));
        var changes = PatchText.CountOperations(payload.Patch.Span)
            ?? throw new ArgumentException("A patch is the text of a JSON array.", nameof(payload));
        var header = new VersionHeader(
            parents,
            Stamp.FromTicks(stamp.Ticks, WellFormed(stamp.Actor), WellFormed(stamp.Label)),
            Digest.Of(payload.Patch.Span),
            payload.Source is { } source ? Digest.Of(source.Span) : null,
            contentHash);
        return new NewVersion(header, payload, changes, snapshot);
    }

    /// <summary>A version whose payload was given up before: so a pruned history goes from store to store.</summary>
    /// <remarks>The id is made again from the header; how many operations the patch had is taken on trust.</remarks>
    /// <param name="header">What the id is made of.</param>
    /// <param name="changes">How many operations the patch had.</param>
    /// <returns>The version; no branch can stand at it.</returns>
    /// <exception cref="ArgumentException">There are more than two parents or one twice.</exception>
    public static NewVersion OfPruned(VersionHeader header, int changes)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentOutOfRangeException.ThrowIfNegative(changes);
        CheckParents(header.Parents, nameof(header));
        return new NewVersion(header, null, changes, null);
    }

    /// <inheritdoc/>
    public bool Equals(NewVersion? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NewVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    private static void CheckParents(ImmutableArray<VersionId> parents, string name)
    {
        if (parents.Length > 2) throw new ArgumentException("A version has at most two parents.", name);
        if (parents.Length == 2 && parents[0] == parents[1])
            throw new ArgumentException("The parents of a merge are two versions.", name);
    }

    // What cannot be written as UTF-8 would come back as something else than what was hashed.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
