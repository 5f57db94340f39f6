using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>A version that is ready to be appended, and the value that it will be restored to.</summary>
/// <remarks>
/// The value is what the patch makes of the parent's, not what was handed in: the two are equal, but what is equal may
/// be spelled otherwise (1 and 1.0), and the exact bytes must follow from what is stored. It also shares all that did
/// not change with the parent's value. Nothing here costs O(document) where a value, and no bytes, was recorded.
/// </remarks>
internal sealed record Draft(NewVersion Version, Value Value, JsonStyle Style)
{
    /// <summary>The version that records a file's bytes, of which the digest is known already.</summary>
    public static Draft OfDocument(
        Tip? parent,
        Document document,
        Digest hash,
        Stamp stamp,
        DiffOptions comparison,
        ArrayBufferWriter<byte> scratch)
    {
        var (patch, value) = Step(parent?.Value, document.Value, comparison);
        var source = SourceForm.Of(value, document.Bytes.Span, parent?.Style, scratch);
        return Of(parent, null, stamp, patch, value, source, hash);
    }

    /// <summary>The version that records a value alone; it is written in the style of the version before.</summary>
    public static Draft OfValue(Tip? parent, Value value, JsonStyle style, Stamp stamp, DiffOptions comparison)
    {
        var (patch, stored) = Step(parent?.Value, value, comparison);

        // A caller goes on from its own value. Kept where it is what is stored to the letter, it shares with the next
        // one, so that the next difference is found by what changed and not by all that ever did.
        if (Diff.Between(stored, value, comparison).IsEmpty) stored = value;
        return Of(parent, null, stamp, patch, stored, new SourceForm(style, null), null);
    }

    /// <summary>The version that merges another line into the parent's.</summary>
    public static Draft OfMerge(Tip parent, StoredVersion other, Value value, Stamp stamp, DiffOptions comparison)
    {
        var (patch, stored) = Step(parent.Value, value, comparison);
        var source = new SourceForm(parent.Style, null);
        return Of(parent, other.Id, stamp.NotBefore(other.Stamp), patch, stored, source, null);
    }

    private static Draft Of(
        Tip? parent,
        VersionId? other,
        Stamp stamp,
        ReadOnlyMemory<byte> patch,
        Value value,
        SourceForm source,
        Digest? hash)
    {
        ImmutableArray<VersionId> parents = (parent, other) switch
        {
            (null, _) => [],
            (_, null) => [parent.Id],
            _ => [parent.Id, other.Value],
        };
        var version = NewVersion.From(
            parents,
            parent is null ? stamp : stamp.NotBefore(parent.Stamp),
            new VersionPayload(patch, source.Encode()),
            () => Json.ToUtf8(value),
            hash);
        return new Draft(version, value, source.Style);
    }

    private static (ReadOnlyMemory<byte> Patch, Value After) Step(Value? before, Value after, DiffOptions comparison)
    {
        if (before is null) return (PatchBytes.OfWhole(after), after);

        var patch = Diff.Between(before, after, comparison);
        if (patch.IsEmpty) return (PatchBytes.OfNothing, before);

        var reached = patch.Apply(before).Match(
            Right: value => value,
            Left: error => throw new UnreachableException($"a difference does not apply to its base: {error.Message}"));
        if (!reached.Equals(after)) throw new UnreachableException("a difference does not lead to its target");
        return (PatchBytes.Of(patch), reached);
    }
}
