using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Npgsql;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>Makes versions and branches of rows; what it gives back was held against seals and ids.</summary>
internal sealed class HistoryReader(string store, string history)
{
    // From here on hashing side by side is worth what it takes to begin.
    private const int Many = 16;

    private readonly long _key = HistoryTables.KeyOf(history);

    /// <summary>A history's row.</summary>
    /// <param name="store">The store, as people name it.</param>
    /// <param name="from">The reader, on the row.</param>
    /// <returns>The row, checked.</returns>
    public static HistoryRow History(string store, NpgsqlDataReader from)
    {
        var name = from.GetString(0);
        var row = new HistoryRow(
            name, HistoryTables.KeyOf(name), from.GetInt64(1), from.GetString(2), from.GetInt64(3), from.GetInt64(4));
        var faulty = row.Seal() != from.GetInt64(5) || !row.IsPlausible;
        return faulty
            ? throw HistoryStoreException.Corrupt(
                store, StorePlace.Printable(name), null, "its row is not what was written")
            : row;
    }

    /// <summary>All branches of a history.</summary>
    /// <param name="row">The history's row.</param>
    /// <param name="branches">The branches, each with its row's seal.</param>
    /// <returns>The branches, checked.</returns>
    public ImmutableArray<StoredBranch> Branches(HistoryRow row, List<(StoredBranch Branch, long Seal)> branches)
    {
        var sum = 0L;
        foreach (var (_, seal) in branches) sum = unchecked(sum + seal);
        return branches.Count == row.Branches && sum == row.Heads
            ? [.. branches.Select(branch => branch.Branch)]
            : throw Damage(null, "a branch is missing or not the newest");
    }

    /// <summary>A branch.</summary>
    /// <param name="row">The history's row.</param>
    /// <param name="from">The reader, on the branch's row.</param>
    /// <returns>The branch, checked, and its seal.</returns>
    public (StoredBranch Branch, long Seal) Branch(HistoryRow row, NpgsqlDataReader from)
    {
        var (name, number, seal, id) = (from.GetString(0), from.GetInt64(1), from.GetInt64(2), from.Bytes(3));
        if (id is not { Length: VersionId.Size }) throw Damage(number, "it is missing, and a branch's head");
        var head = new VersionRef(number, new VersionId(id));
        return row.SealOf(name, head) == seal && BranchName.Fault(name) is null
            ? (new StoredBranch(BranchName.Of(name), head), seal)
            : throw Damage(null, "a branch's row is not what was written");
    }

    /// <summary>A version's row.</summary>
    /// <param name="from">The reader, on the row.</param>
    /// <returns>The row, yet to be checked, and its seal.</returns>
    public (VersionRow Row, long Seal) Version(NpgsqlDataReader from)
    {
        var number = from.GetInt64(0);
        var id = from.Bytes(1)!;
        if (id.Length != VersionId.Size) throw Damage(number, "its id is damaged");
        var row = new VersionRow
        {
            History = _key,
            Number = number,
            Id = new VersionId(id),
            Parents = Parents(from, number),
            Time = from.GetInt64(6),
            Actor = StoredText.Decode(from.GetString(7)),
            Label = StoredText.Decode(from.GetString(8)),
            Changes = from.GetInt64(9),
            Content = from.Bytes(10),
            Weight = new ChainWeight(from.GetInt64(11), from.GetInt64(12)),
            Pack = null,
            PatchHash = from.Bytes(13),
            SourceHash = from.Bytes(14),
            Patch = from.Bytes(15),
            PatchIsText = from.GetBoolean(16),
            Source = from.Bytes(17),
            Snapshot = from.Bytes(18),
        };
        return (row, from.GetInt64(19));
    }

    /// <summary>Holds rows against their seals.</summary>
    /// <param name="read">The rows and their seals.</param>
    /// <returns>The rows.</returns>
    public IReadOnlyList<VersionRow> Sealed(IReadOnlyList<(VersionRow Row, long Seal)> read)
    {
        var texts = new ReadOnlyMemory<byte>[read.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = read[i].Row.SealText();
        var seals = Seal.Of(texts, texts.Length >= Many);
        for (var i = 0; i < seals.Length; i++)
        {
            if (seals[i] != read[i].Seal || !read[i].Row.IsPlausible())
                throw Damage(read[i].Row.Number, "its row is not what was written");
        }

        return [.. read.Select(entry => entry.Row)];
    }

    /// <summary>Rows as the port gives them back, their payloads held against their ids.</summary>
    /// <param name="rows">The rows, checked.</param>
    /// <param name="detail">Whether payloads are wanted.</param>
    /// <returns>The versions.</returns>
    public ImmutableArray<StoredVersion> ToStored(IReadOnlyList<VersionRow> rows, VersionDetail detail)
    {
        var versions = new StoredVersion[rows.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            var isBare = detail == VersionDetail.Headers || rows[i].IsPruned;
            versions[i] = rows[i].ToStored(isBare ? null : Payload(rows[i]));
        }

        var unproved = PayloadProof.FirstUnproved(versions, versions.Length >= Many);
        return unproved < 0
            ? ImmutableCollectionsMarshal.AsImmutableArray(versions)
            : throw Damage(versions[unproved].Number, "its id is not the digest of what it holds");
    }

    /// <summary>A row's snapshot, as compact JSON text; null for none.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The text.</returns>
    public ReadOnlyMemory<byte>? Snapshot(VersionRow row)
    {
        if (row.Snapshot is not { } stored) return null;
        return Compression.TryInflate(stored) ?? throw Damage(row.Number, "its snapshot cannot be read");
    }

    /// <summary>The exception for what is not as it was written.</summary>
    /// <param name="number">The version; null for the history itself.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns>The exception to throw.</returns>
    public HistoryStoreException Damage(long? number, string fault) =>
        HistoryStoreException.Corrupt(store, history, number, fault);

    private VersionPayload Payload(VersionRow row) =>
        PayloadCoding.TryDecode(row.Patch, row.PatchIsText, row.Source)
        ?? throw Damage(row.Number, "its patch cannot be read");

    private ImmutableArray<VersionRef> Parents(NpgsqlDataReader from, long number)
    {
        if (from.Number(2) is not { } first) return [];
        var parent = Parent(first, from.Bytes(4), number);
        return from.Number(3) is { } second ? [parent, Parent(second, from.Bytes(5), number)] : [parent];
    }

    private VersionRef Parent(long parent, byte[]? id, long number) =>
        parent >= 0 && parent < number && id is { Length: VersionId.Size }
            ? new VersionRef(parent, new VersionId(id))
            : throw Damage(number, "its parent is damaged or missing");
}
