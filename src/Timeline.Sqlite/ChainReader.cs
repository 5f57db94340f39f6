using System.Runtime.InteropServices;
using System.Text;
using LanguageExt;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Reads the chain that a version is restored from, in one walk towards older rows.</summary>
/// <remarks>
/// The row asked for and the one with the snapshot are held against their seals. The rows between need none: the id of
/// each is under that of its child, and what it holds is held against its own. Only their count of changes stays
/// unchecked, which is for people to read.
/// </remarks>
internal sealed class ChainReader(VersionReader reader, VersionTable table)
{
    private readonly List<StoredVersion> _newestFirst = [];
    private readonly Copies _patches = new();

    // The key of the row that the statement stands on, or -1.
    private long _at = -1;

    // Mostly the same person says much the same.
    private string _actor = "";
    private string _label = "";

    /// <summary>The chain to a version.</summary>
    /// <param name="row">The version's row, checked.</param>
    /// <param name="history">The history, for the error.</param>
    /// <returns>The chain, or <see cref="TimelineError.VersionPruned"/>.</returns>
    public Either<TimelineError, RestoreChain> ReadTo(VersionRow row, HistoryName history)
    {
        try
        {
            while (!row.IsPruned)
            {
                if (reader.Snapshot(row) is { } snapshot) return ToChain(snapshot);
                var version = reader.Unproved(row);
                _newestFirst.Add(version);
                if (FollowFrom(version, row.History) is not { } next) return ToChain(null);
                row = next;
            }

            return new TimelineError.VersionPruned(history, row.Number);
        }
        finally
        {
            _ = table.Back.Begin();
        }
    }

    private RestoreChain ToChain(ReadOnlyMemory<byte>? snapshot)
    {
        _newestFirst.Reverse();
        reader.Prove(CollectionsMarshal.AsSpan(_newestFirst));
        return new RestoreChain(snapshot, [.. _newestFirst]);
    }

    /// <summary>Follows first parents, whose ids the versions before have proved, up to a row that needs its seal.
    /// </summary>
    /// <returns>That row, checked; null if the first version came before.</returns>
    private VersionRow? FollowFrom(StoredVersion child, long history)
    {
        while (!child.Parents.IsEmpty)
        {
            var parent = child.Parents[0];
            GoTo(VersionRow.KeyOf(history, parent.Number), parent.Number);
            if (NeedsSeal(parent.Number)) return reader.Row(parent.Number);
            child = Read(history, parent);
            _newestFirst.Add(child);
        }

        return null;
    }

    private void GoTo(long key, long number)
    {
        if (_at == key) return;
        _ = table.Back.Begin().Bind(1, key);
        Step();
        if (_at != key) throw reader.Damage(number, "it is missing");
    }

    private void Step() => _at = table.Back.Step() ? table.Back.Long(0) : -1;

    /// <summary>Whether the row has a snapshot, is pruned, or holds the payloads of others.</summary>
    private bool NeedsSeal(long number)
    {
        var back = table.Back;
        return !back.IsNull(13) || !back.IsNull(12) || (!back.IsNull(9) && back.Long(9) == number);
    }

    private StoredVersion Read(long history, VersionRef version)
    {
        var back = table.Back;
        var parents = ParentNumbers(back);
        var time = back.Long(4);
        var changes = back.Long(7);
        var content = back.Copy(8);
        if (!VersionRow.IsPlausible(time, changes, content))
            throw reader.Damage(version.Number, "its row is not what was written");
        var stamp = Stamp.FromTicks(
            time + DateTime.UnixEpoch.Ticks, Text(5, ref _actor), Text(6, ref _label));
        var payload = back.IsNull(9)
            ? OwnPayload(version.Number, parents.Length == 0)
            : reader.Unpacked(version.Number, back.Long(9));

        // The next row is mostly the parent: standing on it, its id is at hand.
        Step();
        foreach (ref var parent in parents.AsSpan())
            parent = parent with { Id = IdOf(history, version.Number, parent) };
        return new StoredVersion
        {
            Number = version.Number,
            Id = version.Id,
            Parents = ImmutableCollectionsMarshal.AsImmutableArray(parents),
            Stamp = stamp,
            Changes = (int)changes,
            ContentHash = content is null ? null : new Digest(content),
            IsPruned = false,
            Payload = payload ?? throw reader.Unreadable(version.Number),
        };
    }

    /// <summary>The payload in the row; null where it cannot be read.</summary>
    private VersionPayload? OwnPayload(long number, bool isWhole)
    {
        // What is the same as before need not be copied again.
        var back = table.Back;
        if (!back.IsText(10) || !back.IsNull(11))
            return reader.Decoded(back.Copy(10), back.IsText(10), back.Copy(11), isWhole);
        var patch = back.Bytes(10);
        return reader.Proved(number) is { Source: null } before && patch.SequenceEqual(before.Patch.Span)
            ? before
            : new VersionPayload(_patches.Copy(patch), null);
    }

    /// <summary>The parents of the row, their ids yet to be found.</summary>
    private static VersionRef[] ParentNumbers(Statement back)
    {
        if (back.IsNull(2)) return [];
        var first = new VersionRef(back.Long(2), default);
        return back.IsNull(3) ? [first] : [first, new VersionRef(back.Long(3), default)];
    }

    private VersionId IdOf(long history, long child, VersionRef parent)
    {
        if (parent.Number < 0 || parent.Number >= child) throw reader.Damage(child, "its parent is damaged");
        if (_at != VersionRow.KeyOf(history, parent.Number)) return reader.IdOf(parent.Number);
        var id = table.Back.Bytes(1);
        return id.Length == VersionId.Size
            ? new VersionId(id)
            : throw reader.Damage(parent.Number, "its id is damaged");
    }

    private string Text(int column, ref string last)
    {
        var bytes = table.Back.Bytes(column);
        if (!Ascii.Equals(bytes, last)) last = Encoding.UTF8.GetString(bytes);
        return last;
    }
}
