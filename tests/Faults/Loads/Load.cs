using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Loads;

/// <summary>
/// Steps drawn from a seed: commits, batches, branches, merges, pruning and compacting, in two histories. The same seed
/// and number give the same step, so that whoever judges knows what a store must hold after each.
/// </summary>
internal sealed class Load(int seed)
{
    private static readonly BranchName[] Names =
        [BranchName.Main, BranchName.Of("draft"), BranchName.Of("fix/one"), BranchName.Of("z")];

    private readonly Ledger[] _ledgers = [new(HistoryName.Of("a.json")), new(HistoryName.Of("folder/b c.json"))];

    private Random _random = new(0);
    private Ledger _ledger = null!;

    /// <summary>How many steps were taken: the number of the next.</summary>
    public int Taken { get; private set; }

    /// <summary>A load after some steps, which a store has taken already.</summary>
    public static Load After(int seed, int steps)
    {
        var load = new Load(seed);
        while (load.Taken < steps) _ = load.Next();
        return load;
    }

    /// <summary>Takes the next step, on nothing but what is known here.</summary>
    /// <returns>What is to be done with a store; it throws where the store refuses.</returns>
    public Func<IHistoryStore, Task> Next()
    {
        // Consecutive seeds give sequences that are alike, so they are spread.
        _random = new Random(unchecked((seed * 7919) ^ (Taken * 104_729)));
        _ledger = _ledgers[_random.Next(6) == 0 ? 1 : 0];
        Taken++;
        return _random.Next(20) switch
        {
            < 9 => Commit(1),
            9 or 10 => Commit(2 + _random.Next(5)),
            11 or 12 => Merge(),
            13 or 14 => CreateBranch(),
            15 => DeleteBranch(),
            16 => RenameBranch(),
            17 or 18 => Prune(),
            _ => static store => store.CompactAsync().AsTask(),
        };
    }

    private Func<IHistoryStore, Task> Commit(int count)
    {
        var branch = Any(_ledger.Heads.Keys.Order(), BranchName.Main);
        var head = _ledger.Heads.TryGetValue(branch, out var at) ? at : -1;
        var before = head;
        var versions = ImmutableArray.CreateBuilder<NewVersion>();
        for (var i = 0; i < count; i++)
        {
            head = Record(head, other: null);
            versions.Add(_ledger.Versions[head].Version);
        }

        return Append(versions.ToImmutable(), MoveTo(branch, before, head));
    }

    private Func<IHistoryStore, Task> Merge()
    {
        var heads = _ledger.Heads.OrderBy(head => head.Key).ToList();
        if (heads.Count < 2 || heads[0].Value == heads[^1].Value) return Commit(1);
        var merged = Record(heads[0].Value, heads[^1].Value);
        return Append([_ledger.Versions[merged].Version], MoveTo(heads[0].Key, heads[0].Value, merged));
    }

    private Func<IHistoryStore, Task> CreateBranch()
    {
        var free = Array.FindAll(Names, name => !_ledger.Heads.ContainsKey(name));
        var whole = Enumerable.Range(0, _ledger.Versions.Count).Except(_ledger.Pruned).ToList();
        if (free.Length == 0 || whole.Count == 0) return Commit(1);
        return Append([], MoveTo(Any(free, free[0]), -1, Any(whole, 0)));
    }

    private Func<IHistoryStore, Task> DeleteBranch()
    {
        if (_ledger.Heads.Count < 2) return Commit(1);
        var (branch, head) = _ledger.Heads.OrderBy(entry => entry.Key).Last();
        return Append([], MoveTo(branch, head, -1));
    }

    private Func<IHistoryStore, Task> RenameBranch()
    {
        var free = Array.FindAll(Names, name => !_ledger.Heads.ContainsKey(name));
        if (_ledger.Heads.Count == 0 || free.Length == 0) return Commit(1);
        var (branch, head) = _ledger.Heads.OrderBy(entry => entry.Key).Last();
        return Append([], MoveTo(branch, head, -1), MoveTo(free[0], -1, head));
    }

    private Func<IHistoryStore, Task> Prune()
    {
        var history = _ledger.Name;
        var may = Enumerable.Range(0, _ledger.Versions.Count).Except(_ledger.Pruned).Except(_ledger.Heads.Values).ToList();
        if (may.Count < 4) return Commit(1);
        var numbers = Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => Any(may, 0)).ToHashSet();
        _ledger.Pruned.UnionWith(numbers);
        var wish = numbers.Select(number => (long)number).ToHashSet();
        return async store => Done(await store.PruneAsync(history, wish).ConfigureAwait(false));
    }

    /// <summary>A version on one or two others; its number is given as a store would.</summary>
    private int Record(int head, int? other)
    {
        var value = _random.Next(6) switch
        {
            0 => new string((char)('a' + _random.Next(26)), 200 + _random.Next(6000)),
            1 => "é😀\"\\ " + _random.Next(),
            _ => $"{_random.Next()}",
        };
        var key = $"key{_random.Next(12)}";
        var sheet = (head < 0 ? Sheet.Empty : _ledger.Versions[head].Sheet).Set(key, value);
        byte[]? source = null;
        if (_random.Next(3) == 0)
        {
            source = new byte[1 + _random.Next(1500)];
            _random.NextBytes(source);
        }

        var number = _ledger.Versions.Count;
        var stamp = Stamp.FromTicks(
            638_000_000_000_000_000 + (Taken * 1000L) + number, $"actor {number % 5} é\"", $"step {Taken - 1}");
        var parents = new[] { head, other ?? -1 }.Where(at => at >= 0).Select(at => _ledger.Versions[at].Version.Id);
        var version = head < 0 ? sheet.ToRoot(stamp) : sheet.ToVersion([.. parents], stamp, key, source);
        _ledger.Versions.Add((version, sheet));
        return number;
    }

    private BranchMove MoveTo(BranchName branch, int before, int after)
    {
        if (after < 0) _ = _ledger.Heads.Remove(branch);
        else _ledger.Heads[branch] = after;
        return new BranchMove(branch, IdOf(before), IdOf(after));
    }

    private Option<VersionId> IdOf(int number) =>
        number < 0 ? Option<VersionId>.None : _ledger.Versions[number].Version.Id;

    private Func<IHistoryStore, Task> Append(ImmutableArray<NewVersion> versions, params ImmutableArray<BranchMove> moves)
    {
        var history = _ledger.Name;
        var batch = new AppendBatch(versions, moves);
        return async store => Done(await store.AppendAsync(history, batch).ConfigureAwait(false));
    }

    private T Any<T>(IEnumerable<T> from, T otherwise)
    {
        var all = from.ToList();
        return all.Count == 0 ? otherwise : all[_random.Next(all.Count)];
    }

    private static void Done<T>(Either<TimelineError, T> answer) =>
        _ = answer.IfLeft(error => throw new InvalidOperationException(error.Message));

    /// <summary>One history as it must be.</summary>
    private sealed class Ledger(HistoryName name)
    {
        public HistoryName Name { get; } = name;

        public List<(NewVersion Version, Sheet Sheet)> Versions { get; } = [];

        public Dictionary<BranchName, int> Heads { get; } = [];

        public System.Collections.Generic.HashSet<int> Pruned { get; } = [];
    }
}
