using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>Makes versions as a store takes them of values; the opposite of <see cref="HistoryReader{T}"/>.</summary>
internal sealed class VersionEncoder(HistoryName history, Sealer sealer)
{
    // So that opening a version opens few others, and pruning keeps few for its sake.
    private const int MostSealedPatches = 31;

    private const string GapWords = " versions were pruned before this was written";

    /// <summary>A version of a value.</summary>
    /// <param name="parent">Its first parent; null for none.</param>
    /// <param name="merged">The version merged in; null for none.</param>
    /// <param name="stamp">Its stamp.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="TimelineException">It cannot be sealed.</exception>
    public Encoded Encode(Tip? parent, VersionId? merged, Stamp stamp, Value value)
    {
        // Versions that are equal in all are one in a store, also where a merge was made of them.
        ImmutableArray<VersionId> parents = parent is null ? []
            : merged is { } id && id != parent.Id ? [parent.Id, id] : [parent.Id];

        // A value that looks like an envelope is put into one, so that it is not taken for one.
        var (stored, room, isPatch) = sealer.Seals || Envelope.Is(value)
            ? Seal(new SealedPlace(history, parents, WellFormed(stamp)), parent, value)
            : (value, 0, false);
        var patch = StoredPatch.Between(parent?.Stored, stored);
        var version = NewVersion.From(parents, stamp, new VersionPayload(patch, null), () => Json.ToUtf8(stored));
        var patches = isPatch ? parent!.Patches + 1 : 0;
        return new Encoded(version, new Tip(version.Id, stored, value, patches, room), isPatch);
    }

    /// <summary>One version without content that stands for several that were pruned: so indexes stay.</summary>
    /// <param name="parent">What they stood on; null for nothing.</param>
    /// <param name="count">How many there were.</param>
    /// <param name="stamp">The stamp of the version after them, whose time they get.</param>
    public static Encoded Gap(Tip? parent, int count, Stamp stamp)
    {
        var words = count.ToString(CultureInfo.InvariantCulture) + GapWords;
        var header = new VersionHeader(
            parent is null ? [] : [parent.Id], Stamp.FromTicks(stamp.Ticks, "", words), PrintOf(words), null, null);
        var version = NewVersion.OfPruned(header, 0);
        return new Encoded(version, Tip.OfPruned(version.Id), false);
    }

    /// <summary>How many versions a stored one stands for.</summary>
    public static int Span(StoredVersion version)
    {
        var label = version.Stamp.Label;
        if (version.Digests?.Patch != PrintOf(label) || !label.EndsWith(GapWords, StringComparison.Ordinal)) return 1;
        var digits = label.AsSpan(0, label.Length - GapWords.Length);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var count) ? count : 1;
    }

    // A version that somebody recorded cannot have this in the place of its patch's digest: the words are no patch.
    private static Digest PrintOf(string words) => Digest.Of(Encoding.UTF8.GetBytes(words));

    private static Stamp WellFormed(Stamp stamp) =>
        Stamp.FromTicks(stamp.Ticks, WellFormed(stamp.Actor), WellFormed(stamp.Label));

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private (Value Stored, int Room, bool IsPatch) Seal(SealedPlace place, Tip? parent, Value value)
    {
        if (parent is { Plain: { } before } && parent.Patches < MostSealedPatches)
        {
            var patch = StoredPatch.Between(before, value).ToArray();
            if (patch.Length <= parent.Room)
                return (sealer.Seal(place, Envelope.Patch, patch), parent.Room - patch.Length, true);
            CryptographicOperations.ZeroMemory(patch);
        }

        var whole = Json.ToUtf8(value);
        var room = whole.Length;
        return (sealer.Seal(place, Envelope.Whole, whole), room, false);
    }
}
