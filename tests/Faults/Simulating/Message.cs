using System.Collections.Immutable;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>Something on its way from one replica to another, about one history.</summary>
internal abstract record Message(int From, int To, HistoryName History)
{
    /// <summary>Versions, parents first, and the sender's branches among what the receiver then has.</summary>
    public sealed record Versions(
        int From, int To, HistoryName History, ImmutableArray<Carried> Items, ImmutableArray<StoredBranch> Heads)
        : Message(From, To, History);

    /// <summary>All of a history as the lines of an export.</summary>
    public sealed record Lines(int From, int To, HistoryName History, ImmutableArray<ReadOnlyMemory<byte>> Text)
        : Message(From, To, History);

    /// <summary>What the sender has on its disk.</summary>
    public sealed record Have(int From, int To, HistoryName History, ImmutableHashSet<VersionId> Known)
        : Message(From, To, History);
}

/// <summary>A version as it is sent: all that its id is made of, what it holds, and the id that it has to get.</summary>
/// <param name="Id">The id where it was made.</param>
/// <param name="Header">What the id is made of, as the sender says it.</param>
/// <param name="Payload">The patch and the source; null where they were pruned.</param>
/// <param name="Changes">How many operations the patch has, or had.</param>
/// <param name="Value">The value, as compact JSON; null where it was pruned.</param>
internal sealed record Carried(
    VersionId Id, VersionHeader Header, VersionPayload? Payload, int Changes, ReadOnlyMemory<byte>? Value)
{
    /// <summary>The versions of a history, as its store gives them back.</summary>
    public static async Task<ImmutableArray<Carried>> AllAsync(IHistoryStore store, HistoryName history, Func<VersionId, bool> isWanted)
    {
        var versions = await store.ReadRangeAsync(history, 0, int.MaxValue, VersionDetail.Full);
        var carried = ImmutableArray.CreateBuilder<Carried>();
        foreach (var version in versions.Where(version => isWanted(version.Id)))
        {
            ReadOnlyMemory<byte>? value = version.IsPruned
                ? null
                : Values.Json.ToUtf8(Right(await store.RestoreAsync(history, version.Number)));
            carried.Add(Of(version, value));
        }

        return carried.ToImmutable();
    }

    /// <summary>The version again, its id made of what is here.</summary>
    public NewVersion ToVersion() => Payload is { } payload
        ? NewVersion.From(Header.Parents, Header.Stamp, payload, () => Value!.Value, Header.ContentHash)
        : NewVersion.OfPruned(Header, Changes);

    private static Carried Of(StoredVersion version, ReadOnlyMemory<byte>? value)
    {
        var digests = version.Digests ?? new PayloadDigests(
            Digest.Of(version.Payload!.Patch.Span),
            version.Payload.Source is { } source ? Digest.Of(source.Span) : null);
        var header = new VersionHeader(
            [.. version.Parents.Select(parent => parent.Id)], version.Stamp, digests.Patch, digests.Source, version.ContentHash);
        return new Carried(version.Id, header, version.Payload, version.Changes, value);
    }
}
