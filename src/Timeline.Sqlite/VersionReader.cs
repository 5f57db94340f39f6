using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Reads versions of one history within one transaction; what it gives back was checked.</summary>
/// <remarks>It remembers ids and unpacked payloads, so it must not outlive the transaction.</remarks>
/// <param name="database">The database.</param>
/// <param name="table">Its table of versions.</param>
/// <param name="history">The history.</param>
/// <param name="proved">What was proved before; null where everything is to be proved again.</param>
/// <param name="inflated">What was inflated before; null where everything is to be inflated again.</param>
internal sealed class VersionReader(
    Database database,
    VersionTable table,
    HistoryRow history,
    ProvedVersions? proved = null,
    Inflated? inflated = null)
{
    private const long MostAwaited = 4096;

    private readonly Dictionary<long, VersionId> _ids = [];
    private readonly Dictionary<long, Pack.Entry[]> _packs = [];

    /// <summary>The id of the version of a number; it is only believed through the seal of a row that refers
    /// to it.</summary>
    public VersionId IdOf(long number)
    {
        if (_ids.TryGetValue(number, out var known)) return known;
        var found = table.Id.Begin().Bind(1, VersionRow.KeyOf(history.Key, number)).Step();
        var bytes = found ? table.Id.Bytes(0) : default;
        if (bytes.Length != VersionId.Size) throw Damage(number, found ? "its id is damaged" : "it is missing");
        var id = new VersionId(bytes);
        _ = table.Id.Begin();
        _ids[number] = id;
        return id;
    }

    /// <summary>The row of a version that must be there.</summary>
    public VersionRow Row(long number)
    {
        var found = table.One.Begin().Bind(1, VersionRow.KeyOf(history.Key, number)).Step();
        if (!found) throw Damage(number, "it is missing");
        try
        {
            var row = Read(table.One, number, out var seal);
            return row.Seal() == seal && row.IsPlausible() ? row : throw Unsealed(number);
        }
        finally
        {
            _ = table.One.Begin();
        }
    }

    /// <summary>The rows of versions that must be there.</summary>
    public List<VersionRow> Rows(long first, long count)
    {
        // No room is made for more than are there, whatever their number is said to be.
        var rows = new List<VersionRow>((int)Math.Min(count, MostAwaited));
        var seals = new List<long>(rows.Capacity);
        _ = table.Range.Begin()
            .Bind(1, VersionRow.KeyOf(history.Key, first))
            .Bind(2, VersionRow.KeyOf(history.Key, first + count));
        try
        {
            while (table.Range.Step())
            {
                rows.Add(Read(table.Range, first + rows.Count, out var seal));
                seals.Add(seal);
            }
        }
        finally
        {
            _ = table.Range.Begin();
        }

        var texts = new ReadOnlyMemory<byte>[rows.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = rows[i].SealText();
        var made = Seal.Of(texts, LaneUse.For(texts.Length));
        for (var i = 0; i < made.Length; i++)
            if (made[i] != seals[i] || !rows[i].IsPlausible()) throw Unsealed(first + i);
        return rows.Count == count ? rows : throw Damage(first + rows.Count, "it is missing");
    }

    /// <summary>A version as the port gives it back.</summary>
    public StoredVersion ToStored(VersionRow row, VersionDetail detail) => ToStored([row], detail)[0];

    /// <summary>Versions as the port gives them back.</summary>
    public ImmutableArray<StoredVersion> ToStored(IReadOnlyList<VersionRow> rows, VersionDetail detail)
    {
        var versions = new StoredVersion[rows.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            var row = rows[i];
            versions[i] = detail == VersionDetail.Headers || row.IsPruned ? row.ToStored(null) : Unproved(row);
        }

        Prove(versions);
        return ImmutableCollectionsMarshal.AsImmutableArray(versions);
    }

    /// <summary>A version with its payload, which is yet to be held against its id.</summary>
    public StoredVersion Unproved(VersionRow row)
    {
        var payload = row.Pack is { } holder
            ? Unpack(row.Number, holder, row)?.Payload
            : Decoded(row.Patch, row.PatchIsText, row.Source, row.Parents.IsEmpty);
        return row.ToStored(payload ?? throw Unreadable(row.Number));
    }

    /// <summary>The payload that lies in a row of its own; null where it cannot be read.</summary>
    /// <param name="patch">The patch as it lies there.</param>
    /// <param name="patchIsText">Whether it is plain.</param>
    /// <param name="source">The source as it lies there.</param>
    /// <param name="isWhole">Whether the patch makes the whole value, and so is read for every chain from
    /// there.</param>
    public VersionPayload? Decoded(byte[]? patch, bool patchIsText, byte[]? source, bool isWhole) =>
        isWhole && !patchIsText && patch is not null
            ? PayloadCoding.TryDecode(Inflate(patch), true, source)
            : PayloadCoding.TryDecode(patch, patchIsText, source);

    /// <summary>The payload of a version that lies in the pack of another; yet to be held against its id.</summary>
    public VersionPayload Unpacked(long number, long holder) =>
        Unpack(number, holder, null)?.Payload ?? throw Unreadable(number);

    /// <summary>The payload of a version as it was proved before; null if it was not.</summary>
    public VersionPayload? Proved(long number) => proved?.PayloadOf(history.Key, number);

    /// <summary>Holds payloads against the ids of their versions; what has no payload is passed over.</summary>
    public void Prove(ReadOnlySpan<StoredVersion> versions)
    {
        var rest = Unproved(versions);
        var faulty = PayloadProof.FirstUnproved(rest, LaneUse.For(2 * rest.Length));
        if (faulty >= 0) throw Damage(rest[faulty].Number, "its id is not the digest of what it holds");
        if (proved is null) return;
        foreach (var version in rest)
            if (version.Payload is not null) proved.Keep(history.Key, version);
    }

    private ReadOnlySpan<StoredVersion> Unproved(ReadOnlySpan<StoredVersion> versions)
    {
        if (proved is null) return versions;
        var rest = new List<StoredVersion>(versions.Length);
        foreach (var version in versions)
            if (!proved.Contains(history.Key, version)) rest.Add(version);
        return CollectionsMarshal.AsSpan(rest);
    }

    /// <summary>A version's payload, checked against its id.</summary>
    public VersionPayload Payload(VersionRow row) => ToStored(row, VersionDetail.Full).Payload!;

    /// <summary>A version's snapshot, as compact JSON text; null for none.</summary>
    public ReadOnlyMemory<byte>? Snapshot(VersionRow row)
    {
        if (row.Snapshot is not { } own) return null;
        ReadOnlyMemory<byte>? snapshot = null;
        if (own.Length == 0 && row.Pack is { } holder) snapshot = Unpack(row.Number, holder, row)?.Snapshot;
        else if (Inflate(own) is { } plain) snapshot = plain;
        return snapshot ?? throw Damage(row.Number, "its snapshot cannot be read");
    }

    /// <summary>The exception for a version that is not what was written.</summary>
    public HistoryStoreException Damage(long number, string fault) =>
        HistoryStoreException.Corrupt(database.Path, history.Name, number, fault);

    /// <summary>The exception for a version whose payload cannot be read.</summary>
    public HistoryStoreException Unreadable(long number) => Damage(number, "its patch cannot be read");

    private byte[]? Inflate(byte[] compressed) =>
        inflated is null ? Compression.TryInflate(compressed) : inflated.TryInflate(compressed);

    private HistoryStoreException Unsealed(long number) => Damage(number, "its row is not what was written");

    private Pack.Entry? Unpack(long number, long holder, VersionRow? own)
    {
        if (!_packs.TryGetValue(holder, out var entries))
        {
            var held = own is not null && holder == number ? own : Row(holder);
            entries = held.Pack == holder && held.Patch is { } bytes && !held.PatchIsText
                ? Pack.TryDecode(bytes)
                : null;
            if (entries is null) return null;
            _packs[holder] = entries;
        }

        var index = number - holder;
        return index >= 0 && index < entries.Length ? entries[index] : null;
    }

    private VersionRow Read(Statement from, long number, out long seal)
    {
        if (from.Long(0) != VersionRow.KeyOf(history.Key, number)) throw Damage(number, "it is missing");
        var id = from.Bytes(1);
        if (id.Length != VersionId.Size) throw Damage(number, "its id is damaged");
        var row = new VersionRow
        {
            History = history.Key,
            Number = number,
            Id = new VersionId(id),
            Parents = ParentsIn(from, number),
            Time = from.Long(4),
            Actor = from.Text(5),
            Label = from.Text(6),
            Changes = from.Long(7),
            Content = from.Copy(8),
            Weight = new ChainWeight(from.Long(9), from.Long(10)),
            Pack = from.IsNull(11) ? null : from.Long(11),
            PatchHash = from.Copy(12),
            SourceHash = from.Copy(13),
            Patch = from.Copy(14),
            PatchIsText = from.IsText(14),
            Source = from.Copy(15),
            Snapshot = from.Copy(16),
        };
        seal = from.IsInteger(17) && HasKinds(from) ? from.Long(17) : throw Unsealed(number);
        _ids[number] = row.Id;
        return row;
    }

    // The same bytes as a text and as a blob are not the same to whoever asks by SQL.
    private static bool HasKinds(Statement from) =>
        from.IsText(5) && from.IsText(6) && IsBlob(from, 1) && IsBlob(from, 8) && IsBlob(from, 12) && IsBlob(from, 13)
        && IsBlob(from, 15) && IsBlob(from, 16);

    private static bool IsBlob(Statement from, int column) => !from.IsText(column);

    private ImmutableArray<VersionRef> ParentsIn(Statement from, long number)
    {
        if (from.IsNull(2)) return [];
        var first = ParentIn(from, 2, number);
        return from.IsNull(3) ? [first] : [first, ParentIn(from, 3, number)];
    }

    private VersionRef ParentIn(Statement from, int column, long number)
    {
        var parent = from.Long(column);
        return parent >= 0 && parent < number
            ? new VersionRef(parent, IdOf(parent))
            : throw Damage(number, "its parent is damaged");
    }
}
