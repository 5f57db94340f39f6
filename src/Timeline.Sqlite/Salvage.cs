using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Reads what can be read of a damaged file, row by row; what cannot is passed over.</summary>
internal sealed class Salvage(Database database) : IDisposable
{
    private readonly HistoryTable _histories = new(database);
    private readonly VersionTable _versions = new(database);

    private readonly Statement _branches = new(database, "SELECT name, head, seal FROM branch WHERE history = ?1");

    private readonly Statement _up = new(
        database, "SELECT key FROM version WHERE key >= ?1 AND key < ?2 ORDER BY key");

    private readonly Statement _down = new(
        database, "SELECT key FROM version WHERE key >= ?1 AND key < ?2 ORDER BY key DESC");

    /// <summary>The rows of histories that are whole.</summary>
    public List<HistoryRow> Histories() => _histories.AllWhole(Guarded);

    /// <summary>The rows of histories that are not whole, as far as they can be read, with the seals they
    /// carry.</summary>
    public List<(HistoryRow Row, long Seal)> DamagedHistories() =>
        [.. _histories.AllFound(Guarded).Where(it => it.Row.Seal() != it.Seal)];

    /// <summary>How many histories there were; null where that is lost.</summary>
    /// <param name="last">The last of the numbers that stand for histories in keys.</param>
    public long? CountOfHistories(long last)
    {
        long? count = null;
        if (Guarded(() => count = _histories.Count())) return count;
        return DamagedHistories().Where(it => it.Row.Name.Length == 0)
            .Select(it => HealingRow.CountOf(it.Row, it.Seal, last)).FirstOrDefault();
    }

    /// <summary>Whether payloads are packed together.</summary>
    public bool HasPacks
    {
        get
        {
            var packs = 0L;
            _ = Guarded(() => packs = database.Number("SELECT count(*) FROM version WHERE pack IS NOT NULL"));
            return packs > 0;
        }
    }

    /// <summary>The numbers that stand for histories in the keys of versions.</summary>
    public IReadOnlyList<long> Keys() =>
        [.. Numbers(0, long.MaxValue).Select(key => key >> VersionRow.NumberBits).Distinct()];

    /// <summary>What is left of a history.</summary>
    /// <param name="key">The number that stands for it in keys.</param>
    /// <param name="row">Its row; null where that is lost.</param>
    public Remains Read(long key, HistoryRow? row)
    {
        var reader = Reader(key);
        var numbers = row is null
            ? Numbers(VersionRow.KeyOf(key, 0), VersionRow.KeyOf(key + 1, 0))
                .Select(at => at - VersionRow.KeyOf(key, 0))
            : Range(row.Versions);
        var versions = new Dictionary<long, FoundVersion>();
        foreach (var number in numbers)
            _ = Guarded(() => { if (reader.Find(number) is { } found) versions[number] = found; });
        return new Remains(key, row, versions, Branches(key));
    }

    /// <summary>Reads payloads of a history.</summary>
    public FoundReader Reader(long key) => new(_versions, key);

    /// <inheritdoc/>
    public void Dispose()
    {
        _histories.Dispose();
        _versions.Dispose();
        _branches.Dispose();
        _up.Dispose();
        _down.Dispose();
    }

    /// <summary>Does what may meet damage.</summary>
    /// <returns>Whether it met none.</returns>
    public static bool Guarded(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (HistoryStoreException damage) when (IsOfDamage(damage))
        {
            return false;
        }
    }

    /// <summary>Whether trouble is of the file's bytes, or of the disk under them.</summary>
    public static bool IsOfDamage(HistoryStoreException trouble) => trouble.Trouble is
        StoreTrouble.Corrupt or StoreTrouble.NotAStore or StoreTrouble.InputOutput;

    private static IEnumerable<long> Range(long count)
    {
        for (var number = 0L; number < count; number++) yield return number;
    }

    /// <summary>Keys of rows, from both ends as far as one comes.</summary>
    private SortedSet<long> Numbers(long first, long end)
    {
        var keys = new SortedSet<long>();
        foreach (var statement in (Statement[])[_up, _down])
        {
            _ = Guarded(() =>
            {
                _ = statement.Begin().Bind(1, first).Bind(2, end);
                while (statement.Step()) _ = keys.Add(statement.Long(0));
            });
            _ = Guarded(() => _ = statement.Begin());
        }

        return keys;
    }

    private List<FoundBranch> Branches(long key)
    {
        var branches = new List<FoundBranch>();
        _ = Guarded(() =>
        {
            _ = _branches.Begin().Bind(1, key);
            while (_branches.Step())
                branches.Add(new FoundBranch(_branches.Text(0), _branches.Long(1), _branches.Long(2)));
        });
        _ = Guarded(() => _ = _branches.Begin());
        return branches;
    }
}
