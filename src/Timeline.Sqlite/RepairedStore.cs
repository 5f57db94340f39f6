using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Rows;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Sqlite;

/// <summary>Writes healed histories into a new store, version by version.</summary>
internal sealed class RepairedStore(
    SqliteHistoryStore made,
    IReadOnlyList<IHistoryStore> replicas,
    Salvage? salvage,
    Action written,
    CancellationToken cancellation)
{
    private const int Batch = 256;

    /// <summary>Writes a history.</summary>
    /// <param name="healing">The history.</param>
    /// <param name="key">The number that stands for it in the damaged file.</param>
    /// <returns>What is wrong with it after all; null for nothing.</returns>
    public async ValueTask<VerifyFinding?> AddAsync(Healing healing, long key)
    {
        var found = salvage?.Reader(key);
        var values = new Dictionary<long, Value>();
        var awaited = healing.Versions.Where(version => !version.Parents.IsEmpty)
            .CountBy(version => version.Parents[0].Number).ToDictionary();
        var batch = ImmutableArray.CreateBuilder<NewVersion>();
        foreach (var version in healing.Versions)
        {
            cancellation.ThrowIfCancellationRequested();
            var (whole, value) = await MakeAsync(healing.Name, version, found, values).ConfigureAwait(false);
            if (whole?.Id != version.Ref.Id)
            {
                return new VerifyFinding(
                    healing.Name.Text, version.Ref.Number, "its content is damaged, and no replica has it");
            }

            batch.Add(whole);
            written();
            if (value is not null && awaited.ContainsKey(version.Ref.Number)) values[version.Ref.Number] = value;
            if (!version.Parents.IsEmpty && --awaited[version.Parents[0].Number] == 0)
                _ = values.Remove(version.Parents[0].Number);
            if (batch.Count < Batch) continue;
            await WriteAsync(healing.Name, new AppendBatch(batch.DrainToImmutable(), [])).ConfigureAwait(false);
        }

        var moves = healing.Branches.Select(branch => BranchMove.Create(branch.Name, branch.Head.Id));
        await WriteAsync(healing.Name, new AppendBatch(batch.DrainToImmutable(), [.. moves])).ConfigureAwait(false);
        await made.SetCurrentAsync(healing.Name, healing.Current).ConfigureAwait(false);
        return null;
    }

    private async ValueTask WriteAsync(HistoryName history, AppendBatch batch)
    {
        var outcome = await made.AppendAsync(history, batch, cancellation).ConfigureAwait(false);
        _ = outcome.IfLeft(error => throw HistoryStoreException.Corrupt(made.Path, history.Text, null, error.Message));
    }

    private async ValueTask<(NewVersion? Version, Value? Value)> MakeAsync(
        HistoryName history, HealedVersion version, FoundReader? found, Dictionary<long, Value> values)
    {
        if (version.IsPruned) return (Pruned(version, found), null);
        var payload = version.Own is null
            ? await PayloadAsync(history, version).ConfigureAwait(false)
            : found!.Payload(version.Ref.Number);
        if (payload is null) return (null, null);

        var value = Applied(history, version, payload, values);
        if (value is null && !version.Parents.IsEmpty && !values.ContainsKey(version.Parents[0].Number))
            value = await KeptAsync(history, version, found).ConfigureAwait(false);
        var (stamp, content) = version.Own is { } own
            ? (own.Stamp, own.Content)
            : (version.Taken!.Stamp, version.Taken.ContentHash);
        return (
            NewVersion.From(
                [.. version.Parents.Select(parent => parent.Id)],
                stamp,
                payload,
                value is null ? null : () => Json.ToUtf8(value),
                content),
            value);
    }

    private static NewVersion? Pruned(HealedVersion version, FoundReader? found)
    {
        var parents = version.Parents.Select(parent => parent.Id).ToImmutableArray();
        var (stamp, digests, content) = version.Own is { } own
            ? (own.Stamp, own.Digests, own.Content)
            : (version.Taken!.Stamp, version.Taken.Digests, version.Taken.ContentHash);
        if (digests is null) return null;
        var changes = version.Taken?.Changes ?? found!.Changes(version.Ref.Number);
        return NewVersion.OfPruned(
            new VersionHeader(parents, stamp, digests.Patch, digests.Source, content), changes);
    }

    private static Value? Applied(
        HistoryName history, HealedVersion version, VersionPayload payload, Dictionary<long, Value> values)
    {
        var before = version.Parents.IsEmpty ? Value.OfNull() : values.GetValueOrDefault(version.Parents[0].Number);
        if (before is null) return null;
        var step = new StoredVersion
        {
            Number = version.Ref.Number,
            Id = version.Ref.Id,
            Parents = version.Parents,
            Stamp = default,
            Changes = 0,
            ContentHash = null,
            IsPruned = false,
            Payload = payload,
        };
        var value = Restoring.Apply(history, before, step);
        return value.IsRight ? value.ValueUnsafe() : null;
    }

    /// <summary>The value of a version whose parent was pruned: nothing but a snapshot knows it.</summary>
    private async ValueTask<Value?> KeptAsync(HistoryName history, HealedVersion version, FoundReader? found)
    {
        if (version.Own is { IsSealed: true } && found!.Snapshot(version.Ref.Number) is { } snapshot)
        {
            var own = Restoring.OfSnapshot(snapshot.Span);
            if (own.IsRight) return own.ValueUnsafe();
        }

        foreach (var replica in replicas)
        {
            var there = await Read(replica, history, version.Ref.Id).ConfigureAwait(false);
            if (there is not { IsPruned: false }) continue;
            if (await ValueAsync(replica, history, there.Number).ConfigureAwait(false) is { } value) return value;
        }

        return null;
    }

    // A version that is whole may stand on one that is not.
    private async ValueTask<Value?> ValueAsync(IHistoryStore replica, HistoryName history, long number)
    {
        try
        {
            var value = await replica.RestoreAsync(history, number, cancellation).ConfigureAwait(false);
            return value.IsRight ? value.ValueUnsafe() : null;
        }
        catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
        {
            return null;
        }
    }

    private async ValueTask<VersionPayload?> PayloadAsync(HistoryName history, HealedVersion version) =>
        (await Read(replicas[version.Store], history, version.Ref.Id).ConfigureAwait(false))?.Payload;

    private async ValueTask<StoredVersion?> Read(IHistoryStore replica, HistoryName history, VersionId id)
    {
        try
        {
            var read = await replica.ReadAsync(history, id, cancellation).ConfigureAwait(false);
            return read.IsRight ? read.ValueUnsafe() : null;
        }
        catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
        {
            return null;
        }
    }
}
