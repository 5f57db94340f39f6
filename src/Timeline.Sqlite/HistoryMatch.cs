using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Finds out which histories a damaged store had, and which of the replicas' each of them is.</summary>
internal sealed class HistoryMatch(Salvage salvage, IReadOnlyList<Replicated> replicas)
{
    private readonly List<(Healing Healing, long Key)> _healings = [];
    private readonly List<VerifyFinding> _lost = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Heals each.</summary>
    /// <returns>The histories, with the number that stands for each in the damaged file's keys; and what is lost
    /// besides.
    /// </returns>
    public (IReadOnlyList<(Healing Healing, long Key)> Healings, IReadOnlyList<VerifyFinding> Lost) Heal()
    {
        var rows = salvage.Histories();
        foreach (var row in rows)
        {
            var name = HistoryName.Of(row.Name);
            Add(name, salvage.Read(row.Key, row), Named(name)?.Replicas ?? []);
        }

        var keys = salvage.Keys();
        foreach (var key in keys.Except(rows.Select(row => row.Key))) Recognise(key);
        AddWhatIsGone(salvage.CountOfHistories(keys.Concat(rows.Select(row => row.Key)).DefaultIfEmpty(0).Max()));
        return (_healings, _lost);
    }

    /// <summary>A history whose name is lost is known by its versions.</summary>
    private void Recognise(long key)
    {
        var remains = salvage.Read(key, null);
        var ids = remains.Versions.Values.Select(found => found.Id).OfType<VersionId>().ToList();
        var same = replicas.Where(it => !_names.Contains(it.Name.Text))
            .FirstOrDefault(it => it.Replicas.Any(replica => ids.Exists(id => replica.Find(id) is not null)));
        if (Row(remains, same) is { } row) Add(HistoryName.Of(row.Name), salvage.Read(key, row), same?.Replicas ?? []);
        else if (same is not null) Add(same.Name, remains, same.Replicas);
        else if (remains.Versions.Values.Any(found => found.IsSealed))
            _lost.Add(new VerifyFinding(null, null, "the name of a history is lost, and no replica has its versions"));
    }

    /// <summary>The row of a history, where it is damaged and what it said can be told.</summary>
    private HistoryRow? Row(Remains remains, Replicated? same) => salvage.DamagedHistories()
        .Select(found => HealingRow.Of(remains, found.Row, found.Seal, same?.Name.Text))
        .FirstOrDefault(row => row is not null && !_names.Contains(row.Name));

    /// <summary>Takes the histories of which nothing is left. Where the replicas have more of them than are missing,
    /// nothing says which: to have one too many is to have lost none.</summary>
    private void AddWhatIsGone(long? count)
    {
        var gone = replicas.Where(it => !_names.Contains(it.Name.Text)).ToList();
        if (count is null || _names.Count < count)
            foreach (var history in gone) Add(history.Name, Remains.Nothing, history.Replicas);
        if (_names.Count < count && _lost.Count == 0)
            _lost.Add(new VerifyFinding(null, null, "a history is missing, and no replica has it"));
    }

    private Replicated? Named(HistoryName name) => replicas.FirstOrDefault(it => it.Name == name);

    private void Add(HistoryName name, Remains remains, IReadOnlyList<ReplicaHistory> histories)
    {
        _ = _names.Add(name.Text);
        _healings.Add((Healing.Of(name, remains, histories), remains.Key));
    }
}
