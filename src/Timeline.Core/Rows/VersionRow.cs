using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Rows;

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

    /// <summary>Whether a version can be made of the row: anybody can make a seal.</summary>
    public bool IsPlausible() =>
        IsPlausible(Time, Changes, Content)
        && PatchHash is null or { Length: Digest.Size }
        && SourceHash is null or { Length: Digest.Size }
        && (!IsPruned || (Pack is null && Patch is null && Source is null && Snapshot is null));

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

    /// <summary>The version as the port gives it back.</summary>
    /// <param name="payload">Its payload; null where it was not asked for, or is pruned.</param>
    /// <returns>The version.</returns>
    public StoredVersion ToStored(VersionPayload? payload) => new()
    {
        Number = Number,
        Id = Id,
        Parents = Parents,
        Stamp = Stamp,
        Changes = (int)Changes,
        ContentHash = ToDigest(Content),
        IsPruned = IsPruned,
        Payload = payload,
        Digests = IsPruned ? new PayloadDigests(new Digest(PatchHash), ToDigest(SourceHash)) : null,
    };

    /// <summary>What the version's id is made of.</summary>
    /// <param name="payload">Its payload; null where it is pruned.</param>
    /// <returns>The header.</returns>
    public VersionHeader HeaderOver(VersionPayload? payload) => new(
        IdsOf(Parents),
        Stamp,
        payload is null ? new Digest(PatchHash) : Digest.Of(payload.Patch.Span),
        payload is null ? ToDigest(SourceHash) : payload.Source is { } source ? Digest.Of(source.Span) : null,
        ToDigest(Content));

    /// <summary>The row once its payload is given up: digests stand for it.</summary>
    /// <param name="payload">The payload.</param>
    /// <returns>The row.</returns>
    public VersionRow Without(VersionPayload payload)
    {
        var header = HeaderOver(payload);
        return this with
        {
            Pack = null,
            PatchHash = header.PatchHash.ToBytes(),
            SourceHash = header.SourceHash?.ToBytes(),
            Patch = null,
            PatchIsText = false,
            Source = null,
            Snapshot = null,
        };
    }

    /// <summary>The row with a snapshot of its value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The row.</returns>
    public VersionRow With(Value value)
    {
        var snapshot = Compression.Compress(Json.ToUtf8(value), Compression.Thorough);
        return this with { Snapshot = snapshot, Weight = SnapshotPolicy.Begin(snapshot.Length) };
    }

    private Stamp Stamp => Stamp.FromTicks(Time + DateTime.UnixEpoch.Ticks, Actor, Label);

    private static Digest? ToDigest(byte[]? bytes) => bytes is null ? null : new Digest(bytes);

    private static ImmutableArray<VersionId> IdsOf(ImmutableArray<VersionRef> parents) => parents.Length switch
    {
        0 => [],
        1 => [parents[0].Id],
        _ => [parents[0].Id, parents[1].Id],
    };

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
