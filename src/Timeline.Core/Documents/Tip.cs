using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>A version that another is made from: what it holds, and what the next one must know of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stamp">Its stamp: the next one is not before it.</param>
/// <param name="ContentHash">The digest of its bytes, where a file was recorded.</param>
/// <param name="Value">Its value.</param>
/// <param name="Style">How its text is formatted.</param>
internal sealed record Tip(VersionId Id, Stamp Stamp, Digest? ContentHash, Value Value, JsonStyle Style)
{
    public static Tip Of(StoredVersion version, Value value, JsonStyle style) =>
        new(version.Id, version.Stamp, version.ContentHash, value, style);

    public static Tip Of(Draft draft) =>
        new(draft.Version.Id, draft.Version.Stamp, draft.Version.ContentHash, draft.Value, draft.Style);
}
