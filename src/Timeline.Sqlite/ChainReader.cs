using System.Runtime.InteropServices;
using System.Text;
using LanguageExt;
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
        var newestFirst = new List<VersionRow>();
        try
        {
            while (!row.IsPruned)
            {
                var snapshot = reader.Snapshot(row);
                if (snapshot is null) newestFirst.Add(row);
                if (snapshot is not null || row.Parents.IsEmpty) return ToChain(snapshot, newestFirst);
                row = Parent(row);
            }

            return new TimelineError.VersionPruned(history, row.Number);
        }
        finally
        {
            _ = table.Back.Begin();
        }
    }

    private RestoreChain ToChain(ReadOnlyMemory<byte>? snapshot, List<VersionRow> newestFirst)
    {
        newestFirst.Reverse();
        return new RestoreChain(snapshot, reader.ToStored(newestFirst, VersionDetail.Full));
    }

    /// <summary>The row of a version's first parent, whose id the version has proved.</summary>
    private VersionRow Parent(VersionRow child)
    {
        var parent = child.Parents[0];
        var back = table.Back;
        var key = VersionRow.KeyOf(child.History, parent.Number);
        if (_at != key)
        {
            _ = back.Begin().Bind(1, key);
            Step();
            if (_at != key) throw reader.Damage(parent.Number, "it is missing");
        }

        var traits = (RowTraits)back.Long(12);
        return traits.HasFlag(RowTraits.NeedsSeal) ? reader.Row(parent.Number) : Read(child.History, parent, traits);
    }

    private VersionRow Read(long history, VersionRef version, RowTraits traits)
    {
        var back = table.Back;
        var parents = new VersionRef[ParentsIn(traits)];
        for (var i = 0; i < parents.Length; i++) parents[i] = new VersionRef(back.Long(2 + i), default);
        var row = new VersionRow
        {
            History = history,
            Number = version.Number,
            Id = version.Id,
            Parents = ImmutableCollectionsMarshal.AsImmutableArray(parents),
            Time = back.Long(4),
            Actor = Text(5, ref _actor),
            Label = Text(6, ref _label),
            Changes = back.Long(7),
            Content = traits.HasFlag(RowTraits.HasContent) ? back.Bytes(8).ToArray() : null,
            Weight = default,
            Pack = traits.HasFlag(RowTraits.IsPacked) ? back.Long(9) : null,
            Patch = traits.HasFlag(RowTraits.IsPacked) ? null : back.Bytes(10).ToArray(),
            PatchIsText = traits.HasFlag(RowTraits.PatchIsText),
            Source = traits.HasFlag(RowTraits.HasSource) ? back.Bytes(11).ToArray() : null,
            Snapshot = null,
        };
        if (!row.IsPlausible) throw reader.Damage(row.Number, "its row is not what was written");

        // The next row is mostly the parent: standing on it, its id is at hand.
        Step();
        foreach (ref var parent in parents.AsSpan()) parent = parent with { Id = IdOf(history, row.Number, parent) };
        return row;
    }

    private static int ParentsIn(RowTraits traits) => !traits.HasFlag(RowTraits.HasParent) ? 0
        : traits.HasFlag(RowTraits.HasMerged) ? 2
        : 1;

    private void Step() => _at = table.Back.Step() ? table.Back.Long(0) : -1;

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
