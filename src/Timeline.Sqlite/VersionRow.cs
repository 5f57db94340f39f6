using System.Collections.Immutable;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>A row of the table of versions, as it lies in the file.</summary>
internal sealed record VersionRow
{
    /// <summary>How many bits of a key are the version's number; the rest is the history's.</summary>
    public const int NumberBits = 32;

    /// <summary>How many versions a history can have.</summary>
    public const long MostNumbers = 1L << NumberBits;

    public required long History { get; init; }

    public required long Number { get; init; }

    public required VersionId Id { get; init; }

    /// <summary>The parents: of each its number is in the row, and its id is under the seal.</summary>
    public required ImmutableArray<VersionRef> Parents { get; init; }

    /// <summary>Ticks of 100 nanoseconds since 1970, UTC.</summary>
    public required long Time { get; init; }

    public required string Actor { get; init; }

    public required string Label { get; init; }

    public required long Changes { get; init; }

    public required byte[]? Content { get; init; }

    public required ChainWeight Weight { get; init; }

    /// <summary>The number of the version whose row holds this one's payload among others; null where it is
    /// its own.</summary>
    public required long? Pack { get; init; }

    public byte[]? PatchHash { get; init; }

    public byte[]? SourceHash { get; init; }

    /// <summary>The patch, plain or compressed; in the row that others point to, the packed payloads of
    /// all.</summary>
    public required byte[]? Patch { get; init; }

    /// <summary>Whether the patch is plain.</summary>
    public required bool PatchIsText { get; init; }

    public required byte[]? Source { get; init; }

    /// <summary>The value, compressed; null for none, empty where it lies in the pack.</summary>
    public required byte[]? Snapshot { get; init; }

    public bool IsPruned => PatchHash is not null;

    /// <summary>Whether a version can be made of a row: what no seal has vouched for may hold anything.</summary>
    public static bool IsPlausible(long time, long changes, byte[]? content) =>
        time >= -DateTime.UnixEpoch.Ticks
        && time <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks
        && changes is >= 0 and <= int.MaxValue
        && content is null or { Length: Digest.Size };

    public long Key => KeyOf(History, Number);

    public static long KeyOf(long history, long number) => (history << NumberBits) | number;

    /// <summary>The seal over the row.</summary>
    /// <remarks>A payload in the version's own row is left out: its digests are in the id, against which it is
    /// held.</remarks>
    /// <returns>The seal.</returns>
    public long Seal() => Filled().Close();

    /// <summary>What the seal is made of.</summary>
    /// <returns>The bytes.</returns>
    public byte[] SealText() => Filled().ToText();

    private Seal Filled()
    {
        var seal = new Seal('v');
        seal.Add(Key);
        seal.Add(Id);
        foreach (var parent in Parents)
        {
            seal.Add(parent.Number);
            seal.Add(parent.Id);
        }

        seal.Add(Time);
        seal.Add(Actor);
        seal.Add(Label);
        seal.Add(Changes);
        Add(ref seal, Content);
        seal.Add(Weight.Snapshot);
        seal.Add(Weight.Patches);
        seal.Add(Pack);
        Add(ref seal, PatchHash);
        Add(ref seal, SourceHash);
        if (Pack is not null) Add(ref seal, Patch);
        Add(ref seal, Snapshot);
        return seal;
    }

    private static void Add(ref Seal seal, byte[]? bytes)
    {
        if (bytes is null) seal.AddNull();
        else seal.AddBlob(bytes);
    }
}
