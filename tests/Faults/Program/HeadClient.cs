using System.Collections.Immutable;
using System.Diagnostics;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Program;

/// <summary>
/// One of many who read heads and move them, each going by what it saw last, and says of each operation when it was asked
/// and when and how it was answered. The clock is one for all processes.
/// </summary>
/// <remarks>
/// <c>ask ID TIME HISTORY read</c>, <c>ask ID TIME HISTORY swap</c> with a branch, the head expected and the head wanted for
/// each move (<c>-</c> for none); then <c>got ID TIME</c> and <c>heads</c> with branches and heads, <c>done</c>,
/// <c>saw</c> with a branch and its head, <c>nothing</c> where the store says that nothing was done, or <c>unknown</c>.
/// </remarks>
internal sealed class HeadClient(IHistoryStore store, string name, int seed, Action<string> say)
{
    public const string None = "-";

    public static readonly ImmutableArray<HistoryName> Histories = [HistoryName.Of("a.json"), HistoryName.Of("b/c d.json")];
    public static readonly ImmutableArray<BranchName> Branches = [BranchName.Main, BranchName.Of("draft"), BranchName.Of("x/y")];

    private readonly Random _random = new(seed);
    private readonly Dictionary<(HistoryName, BranchName), Option<VersionId>> _seen = [];
    private int _asked;

    /// <summary>Carries out a number of operations.</summary>
    public async Task RunAsync(int count, CancellationToken cancellation = default)
    {
        while (_asked < count && !cancellation.IsCancellationRequested) await NextAsync();
    }

    private Task NextAsync()
    {
        var history = Histories[_random.Next(Histories.Length)];
        var branch = Branches[_random.Next(Branches.Length)];
        var head = Seen(history, branch);
        switch (_random.Next(100))
        {
            case < 35:
                return ReadAsync(history);
            case < 80 when head.IsSome:
                return SwapAsync(history, head, branch);
            case < 84 when head.IsSome:
                return SwapAsync(history, [], BranchMove.Delete(branch, head.IfNone(default(VersionId))));
            case < 90:
                // At a head that another branch has or had, which may come back so.
                var heads = Branches.SelectMany(other => Seen(history, other)).ToList();
                if (heads.Count == 0) goto default;
                return SwapAsync(history, [], BranchMove.Create(branch, heads[_random.Next(heads.Count)]));
            case < 95 when head.IsSome:
                var target = Branches[_random.Next(Branches.Length)];
                if (target == branch) goto default;
                return SwapAsync(history, [], new BranchMove(branch, head, default), new BranchMove(target, default, head));
            default:
                return SwapAsync(history, Option<VersionId>.None, branch);
        }
    }

    /// <summary>Goes on from a head with a version of one's own, or begins a branch with it.</summary>
    private Task SwapAsync(HistoryName history, Option<VersionId> expected, BranchName branch)
    {
        var label = $"{name}:{_asked}";
        var stamp = Stamp.FromTicks(638_000_000_000_000_000 + _asked, name, label);
        var version = expected.Match(
            head => Sheet.Empty.Set("label", label).ToVersion([head], stamp, "label", null),
            () => Sheet.Empty.ToRoot(stamp));
        return SwapAsync(history, [version], new BranchMove(branch, expected, version.Id));
    }

    /// <summary>Reads the heads of a history.</summary>
    public async Task ReadAsync(HistoryName history)
    {
        var id = Ask(history, "read");
        try
        {
            var found = (await store.FindAsync(history)).ToImmutableArray();
            foreach (var branch in Branches)
                _seen[(history, branch)] = found.SelectMany(at => at.Head(branch)).Select(head => head.Id).ToOption();
            Got(id, "heads " + string.Join(' ', Branches.Select(branch => $"{branch} {Text(Seen(history, branch))}")));
        }
        catch (HistoryStoreException trouble) when (trouble.Trouble != StoreTrouble.Corrupt)
        {
            Got(id, $"nothing {trouble.Trouble}");
        }
    }

    private async Task SwapAsync(HistoryName history, ImmutableArray<NewVersion> versions, params ImmutableArray<BranchMove> moves)
    {
        var id = Ask(history, "swap " + string.Join(
            ' ', moves.Select(move => $"{move.Branch} {Text(move.Expected)} {Text(move.Head)}")));
        try
        {
            var answer = await store.AppendAsync(history, new AppendBatch(versions, moves));
            _ = answer.Match(
                _ =>
                {
                    foreach (var move in moves) _seen[(history, move.Branch)] = move.Head;
                    Got(id, "done");
                    return default(Unit);
                },
                error =>
                {
                    var (branch, head) = error switch
                    {
                        TimelineError.HeadMoved moved => (moved.Branch, (Option<VersionId>)moved.Actual.Id),
                        TimelineError.BranchExists exists => (exists.Branch, exists.Actual.Id),
                        TimelineError.BranchUnknown unknown => (unknown.Branch, Option<VersionId>.None),
                        _ => throw new InvalidOperationException(error.Message),
                    };
                    _seen[(history, branch)] = head;
                    Got(id, $"saw {branch} {Text(head)}");
                    return default;
                });
        }
        catch (HistoryStoreException trouble) when (trouble.Trouble != StoreTrouble.Corrupt)
        {
            Got(id, $"{(trouble.Trouble == StoreTrouble.OutcomeUnknown ? "unknown" : "nothing")} {trouble.Trouble}");
        }
    }

    private Option<VersionId> Seen(HistoryName history, BranchName branch) =>
        _seen.TryGetValue((history, branch), out var head) ? head : default;

    private string Ask(HistoryName history, string what)
    {
        var id = $"{name}:{_asked++}";
        say($"ask {id} {Stopwatch.GetTimestamp()} {history.Text.Replace(' ', '+')} {what}");
        return id;
    }

    private void Got(string id, string what) => say($"got {id} {Stopwatch.GetTimestamp()} {what}");

    private static string Text(Option<VersionId> head) => head.Match(id => id.ToString(), () => None);
}
