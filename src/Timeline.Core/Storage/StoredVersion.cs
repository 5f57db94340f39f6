using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>A version as a store gives it back.</summary>
/// <remarks>Immutable. Two are equal when all they say is; what was not asked for counts as not said.</remarks>
public sealed record StoredVersion
{
    // Seldom there, and then in an object of its own: thousands of versions are read for one value.
    private readonly object? _digests;

    /// <summary>The place in commit order over all branches of the history, from 0, without gaps; what people
    /// type.</summary>
    public required long Number { get; init; }

    /// <summary>The id: the SHA-256 of the header.</summary>
    public required VersionId Id { get; init; }

    /// <summary>The parents: none, one, or two for a merge; the patch is relative to the first.</summary>
    public required ImmutableArray<VersionRef> Parents { get; init; }

    /// <summary>When, by whom, with what words.</summary>
    public required Stamp Stamp { get; init; }

    /// <summary>How many operations the patch has, or had.</summary>
    public required int Changes { get; init; }

    /// <summary>The digest of the recorded file's exact bytes, where one was given.</summary>
    public required Digest? ContentHash { get; init; }

    /// <summary>Whether the payload was given up by pruning.</summary>
    public required bool IsPruned { get; init; }

    /// <summary>The patch and the source; null if pruned, or if only headers were asked for.</summary>
    public required VersionPayload? Payload { get; init; }

    /// <summary>What is left of the payload if it was pruned; else null, as the payload says it all.</summary>
    public PayloadDigests? Digests
    {
        get => (PayloadDigests?)_digests;
        init => _digests = value;
    }

    /// <summary>The number and the id.</summary>
    public VersionRef Ref => new(Number, Id);

    /// <summary>The parent that the patch is relative to; none for a version without parents.</summary>
    public Option<VersionRef> FirstParent => Parents.IsEmpty ? Option<VersionRef>.None : Parents[0];

    /// <summary>Whether the version changed how the document is written and nothing that it says.</summary>
    public bool IsFormattingOnly => Changes == 0 && Parents.Length == 1;

    /// <summary>Whether the other says the same.</summary>
    /// <param name="other">The other version.</param>
    /// <returns>True if all properties are equal.</returns>
    public bool Equals(StoredVersion? other) =>
        other is not null
        && Ref == other.Ref
        && Parents.SequenceEqual(other.Parents)
        && Stamp == other.Stamp
        && Changes == other.Changes
        && ContentHash == other.ContentHash
        && IsPruned == other.IsPruned
        && Equals(Payload, other.Payload)
        && Equals(Digests, other.Digests);

    /// <inheritdoc/>
    public override int GetHashCode() => Ref.GetHashCode();
}
