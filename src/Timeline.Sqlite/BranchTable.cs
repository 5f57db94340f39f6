using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The branches' rows: each is checked against its seal as it is read.</summary>
internal sealed class BranchTable(Database database) : IDisposable
{
    private readonly Statement _find = new(
        database, "SELECT name, head, seal FROM branch WHERE history = ?1 AND name = ?2");

    private readonly Statement _all = new(
        database, "SELECT name, head, seal FROM branch WHERE history = ?1 ORDER BY name");

    private readonly Statement _put = new(
        database, "INSERT OR REPLACE INTO branch(history, name, head, seal) VALUES(?1, ?2, ?3, ?4)");

    private readonly Statement _delete = new(database, "DELETE FROM branch WHERE history = ?1 AND name = ?2");

    private readonly OtherWriters _others = new(database);

    // The histories whose branches were all there, and when that was.
    private readonly HashSet<long> _whole = [];
    private long _wholeAt;

    /// <summary>The head of a branch.</summary>
    public bool TryFind(HistoryRow history, BranchName name, VersionReader versions, out VersionRef head)
    {
        var found = _find.Begin().Bind(1, history.Key).Bind(2, name.Text).Step();
        head = found ? Read(_find, history, versions).Head : default;
        _ = _find.Begin();

        // An absent row is only believed when the others are all there.
        if (!found) BeWhole(history, versions);
        return found;
    }

    /// <summary>All branches of a history, by name.</summary>
    public List<StoredBranch> All(HistoryRow history, VersionReader versions)
    {
        var branches = new List<StoredBranch>();
        var sum = 0L;
        _ = _all.Begin().Bind(1, history.Key);
        while (_all.Step())
        {
            branches.Add(Read(_all, history, versions));
            sum = unchecked(sum + _all.Long(2));
        }

        _ = _all.Begin();
        return branches.Count == history.Branches && sum == history.Heads
            ? branches
            : throw HistoryStoreException.Corrupt(
                database.Path, history.Name, null, "a branch is missing or not the newest");
    }

    /// <summary>All branches of a history that are whole; of the others each is met on its own.</summary>
    /// <param name="history">The history.</param>
    /// <param name="versions">Reads the heads' ids.</param>
    /// <param name="guarded">Does what may meet damage, and says whether it met none.</param>
    /// <returns>The branches, by name.</returns>
    public List<StoredBranch> AllWhole(HistoryRow history, VersionReader versions, Func<Action, bool> guarded)
    {
        var branches = new List<StoredBranch>();
        var isWhole = true;
        var isThere = false;
        _ = _all.Begin().Bind(1, history.Key);
        while (true)
        {
            if (!guarded(() => isThere = _all.Step())) isWhole = isThere = false;
            if (!isThere) break;
            isWhole &= guarded(() => branches.Add(Read(_all, history, versions)));
        }

        _ = _all.Begin();
        if (isWhole) _ = guarded(() => _ = All(history, versions));
        return branches;
    }

    /// <summary>Makes a move.</summary>
    /// <returns>The history's row with it; to be written.</returns>
    public HistoryRow Apply(HistoryRow history, PlannedMove move)
    {
        var name = move.Branch.Text;
        if (move.Before.IsSome) _delete.Begin().Bind(1, history.Key).Bind(2, name).Run();
        foreach (var after in move.After)
        {
            _put.Begin().Bind(1, history.Key).Bind(2, name).Bind(3, after.Number)
                .Bind(4, history.SealOf(name, after)).Run();
        }

        return history.After(move);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _all.Dispose();
        _put.Dispose();
        _delete.Dispose();
        _others.Dispose();
    }

    // They are read once, and again when somebody else has written, or each new branch would read all that were there
    // before it.
    private void BeWhole(HistoryRow history, VersionReader versions)
    {
        var state = _others.State();
        if (state != _wholeAt) _whole.Clear();
        _wholeAt = state;
        if (_whole.Contains(history.Key)) return;
        _ = All(history, versions);
        _ = _whole.Add(history.Key);
    }

    private StoredBranch Read(Statement from, HistoryRow history, VersionReader versions)
    {
        var name = from.Text(0);
        var number = from.Long(1);
        var head = new VersionRef(number, versions.IdOf(number));
        return history.SealOf(name, head) == from.Long(2) && from.IsText(0) && BranchName.Fault(name) is null
            ? new StoredBranch(BranchName.Of(name), head)
            : throw HistoryStoreException.Corrupt(
                database.Path, history.Name, null, "a branch's row is not what was written");
    }
}
