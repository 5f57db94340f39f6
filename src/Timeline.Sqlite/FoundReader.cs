using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Reads rows of versions in a damaged file, without believing them.</summary>
internal sealed class FoundReader(VersionTable table, long history)
{
    // The pack that was read last; neighbours lie in the same.
    private (long Holder, Pack.Entry[]? Entries) _pack = (-1, null);

    /// <summary>A row, and the digests of what it holds.</summary>
    /// <returns>The row; null where there is none, or nothing can be made of it.</returns>
    public FoundVersion? Find(long number)
    {
        if (Row(number) is not var (row, seal)) return null;
        var ids = row.Parents.Select(parent => IdOf(parent.Number)).ToList();
        var isSealed = ids.TrueForAll(id => id is not null)
            && WithIds(row, ids).Seal() == seal;
        return new FoundVersion(
            row.Id,
            [.. row.Parents.Select(parent => parent.Number)],
            Stamp.FromTicks(row.Time + DateTime.UnixEpoch.Ticks, row.Actor, row.Label),
            Digests(row),
            row.Content is null ? null : new Digest(row.Content),
            row.IsPruned,
            isSealed,
            !row.IsPruned && (isSealed || row.Patch is not null || row.Pack is not null));
    }

    /// <summary>The payload of a row, or null.</summary>
    public VersionPayload? Payload(long number) => Row(number) is var (row, _) ? Payload(row) : null;

    /// <summary>How many changes a row says its patch has.</summary>
    public int Changes(long number) => Row(number) is var (row, _) ? (int)row.Changes : 0;

    /// <summary>The snapshot of a row, or null.</summary>
    public ReadOnlyMemory<byte>? Snapshot(long number)
    {
        if (Row(number) is not var (row, _) || row.Snapshot is not { } own) return null;
        if (own.Length == 0 && row.Pack is { } holder) return Entry(number, holder)?.Snapshot;
        return Compression.TryInflate(own) is { } plain ? plain : null;
    }

    private static VersionRow WithIds(VersionRow row, List<VersionId?> ids) =>
        row with { Parents = [.. row.Parents.Select((parent, i) => parent with { Id = ids[i]!.Value })] };

    private (VersionRow Row, long Seal)? Row(long number)
    {
        var from = table.One;
        try
        {
            if (!from.Begin().Bind(1, VersionRow.KeyOf(history, number)).Step()) return null;
            var (time, changes, content) = (from.Long(4), from.Long(7), from.Copy(8));
            if (!VersionRow.IsPlausible(time, changes, content)) return null;
            if (from.Bytes(1).Length != VersionId.Size || !IsDigest(from, 12) || !IsDigest(from, 13)) return null;
            var row = new VersionRow
            {
                History = history,
                Number = number,
                Id = new VersionId(from.Bytes(1)),
                Parents = Parents(from),
                Time = time,
                Actor = from.Text(5),
                Label = from.Text(6),
                Changes = changes,
                Content = content,
                Weight = new ChainWeight(from.Long(9), from.Long(10)),
                Pack = from.IsNull(11) ? null : from.Long(11),
                PatchHash = from.Copy(12),
                SourceHash = from.Copy(13),
                Patch = from.Copy(14),
                PatchIsText = from.IsText(14),
                Source = from.Copy(15),
                Snapshot = from.Copy(16),
            };
            return (row, from.Long(17));
        }
        finally
        {
            _ = from.Begin();
        }
    }

    private static bool IsDigest(Statement from, int column) =>
        from.IsNull(column) || from.Bytes(column).Length == Digest.Size;

    private static ImmutableArray<VersionRef> Parents(Statement from)
    {
        if (from.IsNull(2)) return [];
        var first = new VersionRef(from.Long(2), default);
        return from.IsNull(3) ? [first] : [first, new VersionRef(from.Long(3), default)];
    }

    private VersionId? IdOf(long number)
    {
        VersionId? id = null;
        _ = Salvage.Guarded(() =>
        {
            if (number >= 0 && table.Id.Begin().Bind(1, VersionRow.KeyOf(history, number)).Step()
                && table.Id.Bytes(0) is { Length: VersionId.Size } bytes)
            {
                id = new VersionId(bytes);
            }
        });
        _ = table.Id.Begin();
        return id;
    }

    private PayloadDigests? Digests(VersionRow row)
    {
        if (row.PatchHash is { } patch)
            return new PayloadDigests(new Digest(patch), row.SourceHash is { } hash ? new Digest(hash) : null);
        return Payload(row) is { } payload
            ? new PayloadDigests(
                Digest.Of(payload.Patch.Span), payload.Source is { } source ? Digest.Of(source.Span) : null)
            : null;
    }

    private VersionPayload? Payload(VersionRow row) => row.Pack is { } holder
        ? Entry(row.Number, holder)?.Payload
        : PayloadCoding.TryDecode(row.Patch, row.PatchIsText, row.Source);

    private Pack.Entry? Entry(long number, long holder)
    {
        if (_pack.Holder != holder)
        {
            _pack = (holder, null);
            _ = Salvage.Guarded(() =>
            {
                if (Row(holder) is var (row, _) && row.Patch is { } bytes && !row.PatchIsText)
                    _pack = (holder, Pack.TryDecode(bytes));
            });
        }

        var index = number - holder;
        return _pack.Entries is { } entries && index >= 0 && index < entries.Length ? entries[index] : null;
    }
}
