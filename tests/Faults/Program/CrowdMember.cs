using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Program;

/// <summary>One of the processes of a crowd on one store: it commits, reads and checks what it reads, and now and then
/// branches, merges, prunes, compacts and verifies.</summary>
/// <remarks>
/// It prints <c>begin LABEL BRANCH</c> and <c>done LABEL BRANCH</c> around each commit, <c>wrong</c> with what no reader may
/// see, <c>busy KIND MILLISECONDS</c> where the store refused for the sake of others, <c>longest KIND MILLISECONDS</c> and
/// <c>count KIND NUMBER</c> as they grow.
/// </remarks>
internal sealed class CrowdMember(IHistoryStore store, string name, int seed, TimeSpan pace, Action<string> say)
{
    public static readonly HistoryName History = HistoryName.Of("crowd.json");

    private const int MostBranches = 12;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, (int Count, long Longest)> _done = [];
    private int _commits;

    /// <summary>Goes on for a time.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var chore = Next(pace);
        while (clock.Elapsed < time)
        {
            if (clock.Elapsed > chore)
            {
                chore = clock.Elapsed + Next(pace);
                await ChoreAsync();
                Count();
            }

            await (_random.Next(10) < 4 ? CommitAsync(merge: false) : LookAsync());
            await Task.Delay(_random.Next(12));
        }

        Count();
    }

    private void Count()
    {
        foreach (var (kind, done) in _done) say(Line("count", kind, done.Count));
    }

    private TimeSpan Next(TimeSpan about) => about * (0.5 + _random.NextDouble());

    private Task ChoreAsync() => _random.Next(12) switch
    {
        < 3 => BranchAsync(),
        < 6 => CommitAsync(merge: true),
        < 10 => PruneAsync(),
        10 => TimedAsync("compact", () => store.CompactAsync().AsTask()),
        _ => TimedAsync("verify", async () =>
        {
            foreach (var finding in (await store.VerifyAsync()).Findings) say($"wrong verify says {finding}");
        }),
    };

    /// <summary>Commits until it is done: another may be faster each time.</summary>
    private async Task CommitAsync(bool merge)
    {
        var label = $"{name}:{_commits++}";
        BranchName? branch = null;
        while (true)
        {
            var history = await FindAsync();
            if (history is null) return;
            branch ??= history.Branches.IsEmpty ? BranchName.Main : Any(history.Branches).Name;
            var head = history.Head(branch.Value);
            var other = merge ? Any(history.Branches).Head : head.IfNone(default(VersionRef));
            var sheet = head.IsNone ? Sheet.Empty : await SheetAtAsync(head.IfNone(default(VersionRef)).Number);
            if (sheet is null) continue;
            var version = ToVersion(label, sheet, head, other);
            say($"begin {label} {branch}");
            var answer = await TimedAsync(merge ? "merge" : "commit", () => store.AppendAsync(
                History, AppendBatch.Of(version, new BranchMove(branch.Value, head.Map(at => at.Id), version.Id))).AsTask());
            if (answer.IsNone || answer.ValueUnsafe().Match(_ => false, IsOvertaken)) continue;
            say($"done {label} {branch}");
            return;
        }
    }

    private static NewVersion ToVersion(string label, Sheet sheet, Option<VersionRef> head, VersionRef other)
    {
        var (after, key) = CrowdText.Add(sheet, label, isFirst: head.IsNone);
        var stamp = Stamp.FromTicks(DateTime.UtcNow.Ticks, "crowd", label);
        return head.Match(
            at => after.ToVersion(at.Id == other.Id ? [at.Id] : [at.Id, other.Id], stamp, key, null),
            () => after.ToRoot(stamp));
    }

    private async Task BranchAsync()
    {
        var history = await FindAsync();
        if (history is null || history.Branches.IsEmpty || history.Branches.Length >= MostBranches) return;
        var branch = BranchName.Of($"of-{name}-{_random.Next(100)}");
        var answer = await TimedAsync("branch", () => store.AppendAsync(
            History, AppendBatch.OfMoves(BranchMove.Create(branch, Any(history.Branches).Head.Id))).AsTask());
        foreach (var given in answer) _ = given.IfLeft(error => _ = IsOvertaken(error));
    }

    private async Task PruneAsync()
    {
        var history = await FindAsync();
        if (history is null || history.Count < 60) return;
        var wish = Enumerable.Range(0, 20).Select(_ => _random.NextInt64(history.Count - 40)).ToHashSet();
        var answer = await TimedAsync("prune", () => store.PruneAsync(History, wish).AsTask());
        foreach (var given in answer) _ = given.IfLeft(error => _ = IsOvertaken(error));
    }

    /// <summary>Reads some versions and the value of one, and holds them against themselves.</summary>
    private async Task LookAsync()
    {
        var history = await FindAsync();
        if (history is null || history.Count == 0) return;
        var number = _random.NextInt64(_random.Next(2) == 0 ? 0 : Math.Max(0, history.Count - 30), history.Count);
        _ = await TimedAsync("range", async () =>
        {
            var versions = await store.ReadRangeAsync(History, number, 10, VersionDetail.Full);
            if (versions.Length < Math.Min(10, history.Count - number)) say($"wrong {versions.Length} versions from {number}");
            for (var i = 0; i < versions.Length; i++)
                if (versions[i].Number != number + i) say($"wrong {versions[i].Number} stands where {number + i} should");
            return versions;
        });
        _ = await SheetAtAsync(number);
    }

    /// <summary>The document of a version, checked; null where it is pruned or the store was busy.</summary>
    private async Task<Sheet?> SheetAtAsync(long number)
    {
        var version = await TimedAsync("read", () => store.ReadAsync(History, number).AsTask());
        if (version.IsNone) return null;
        var label = version.ValueUnsafe().Match(found => found.Stamp.Label, error => throw Foreign(error));
        var value = await TimedAsync("restore", () => store.RestoreAsync(History, number).AsTask());
        if (value.IsNone) return null;
        return value.ValueUnsafe().MatchUnsafe(
            found =>
            {
                if (CrowdText.Fault(found, label) is { } fault) say($"wrong {fault}");
                return CrowdText.ToSheet(found);
            },
            error => error is TimelineError.VersionPruned ? null : throw Foreign(error));
    }

    private async Task<StoredHistory?> FindAsync()
    {
        var found = await TimedAsync("find", () => store.FindAsync(History).AsTask());
        return found.MatchUnsafe(there => there.IfNone(() => new StoredHistory(History, 0, [])), () => null!);
    }

    private Task<Option<bool>> TimedAsync(string kind, Func<Task> act) => TimedAsync(kind, async () =>
    {
        await act();
        return true;
    });

    /// <summary>Does something, and says how long it took where that is longer than ever.</summary>
    /// <returns>What it gave; none where the store was busy.</returns>
    private async Task<Option<T>> TimedAsync<T>(string kind, Func<Task<T>> act)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var given = await act();
            var (count, longest) = _done.GetValueOrDefault(kind);
            if (clock.ElapsedMilliseconds > longest) say(Line("longest", kind, clock.ElapsedMilliseconds));
            _done[kind] = (count + 1, Math.Max(longest, clock.ElapsedMilliseconds));
            return given;
        }
        catch (HistoryStoreException failure) when (failure.Trouble == StoreTrouble.Busy)
        {
            say(Line("busy", kind, clock.ElapsedMilliseconds));
            return default;
        }
    }

    /// <summary>Whether an answer says that another was faster; what else it says is none that can be met here.</summary>
    private static bool IsOvertaken(TimelineError error) => error
        is TimelineError.HeadMoved or TimelineError.BranchExists or TimelineError.VersionPruned or TimelineError.PruneOfHead
        ? true
        : throw Foreign(error);

    private static InvalidOperationException Foreign(TimelineError error) => new(error.Message);

    private T Any<T>(ImmutableArray<T> from) => from[_random.Next(from.Length)];

    private static string Line(string word, string kind, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{word} {kind} {number}");
}
