using System.Collections.Immutable;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Storage;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Does with a store all that can be done: each answers, or refuses by itself.</summary>
internal static class StoreWalk
{
    private const int MostRead = 40;

    /// <summary>Reads all that can be read, and writes.</summary>
    /// <returns>Whether nothing was refused and verification finds nothing.</returns>
    public static bool Use(IHistoryStore store)
    {
        var whole = true;
        ImmutableArray<StoredHistory> histories = [];
        whole &= Of(async () => histories = await store.HistoriesAsync().ConfigureAwait(false));
        foreach (var name in histories.Select(it => it.Name).Concat(histories.IsEmpty ? Sample.Names : []))
            whole &= Use(store, name);
        whole &= Of(async () => whole &= (await store.VerifyAsync().ConfigureAwait(false)).Findings.All(Told));
        foreach (var name in histories.Select(it => it.Name).Concat(histories.IsEmpty ? Sample.Names : [])) Write(store, name);
        _ = Of(async () => await store.CompactAsync().ConfigureAwait(false));
        return whole;
    }

    private static bool Told(VerifyFinding finding) => Refused($"{finding}");

    private static bool Use(IHistoryStore store, HistoryName name)
    {
        var whole = true;
        StoredHistory? found = null;
        whole &= Of(async () => found = (await store.FindAsync(name).ConfigureAwait(false)).IfNoneUnsafe(() => null!));
        ImmutableArray<StoredVersion> versions = [];
        whole &= Of(async () => versions = await store.ReadRangeAsync(name, 0, int.MaxValue, VersionDetail.Full).ConfigureAwait(false));
        _ = Of(async () => await store.ReadRangeAsync(name, 2, 3, VersionDetail.Headers).ConfigureAwait(false));
        var count = found?.Count ?? 2;
        for (var number = 0L; number < Math.Min(count, MostRead); number++) whole &= Read(store, name, number);
        if (count > MostRead) whole &= Read(store, name, count - 1);
        foreach (var version in versions.Take(MostRead))
        {
            whole &= Of(async () => whole &= Of(await store.ReadAsync(name, version.Id).ConfigureAwait(false)));
            _ = Of(async () => await store.MatchAsync(name, Right(VersionIdPrefix.Parse(version.Id.ToString()[..8]))).ConfigureAwait(false));
        }

        _ = Of(async () =>
        {
            var history = await DocumentHistory.OpenAsync(store, name).ConfigureAwait(false);
            if (history.IsEmpty) return;
            _ = Of(await history.LogAsync(new LogQuery(Limit: MostRead)).ConfigureAwait(false));
            _ = Of(await history.ExportAsync((_, _) => ValueTask.CompletedTask).ConfigureAwait(false));
        });
        return whole;
    }

    private static bool Read(IHistoryStore store, HistoryName name, long number)
    {
        var (whole, isPruned) = (true, false);
        whole &= Of(async () => whole &= Of(
            await store.ReadAsync(name, number).ConfigureAwait(false), version => isPruned = version.IsPruned));
        var restored = Of(async () =>
        {
            whole &= Of(await store.RestoreAsync(name, number).ConfigureAwait(false), value => Use(value)) || isPruned;
        });
        return whole && restored;
    }

    private static void Write(IHistoryStore store, HistoryName name)
    {
        _ = Of(async () =>
        {
            var found = await store.FindAsync(name).ConfigureAwait(false);
            foreach (var branch in found.Bind(it => it.Head(BranchName.Main)))
            {
                var next = NewVersion.From(
                    [branch.Id], Stamp.FromTicks(638_000_002_000_000_000),
                    new VersionPayload("""[{"op":"add","path":"","value":{"new":[1]}}]"""u8.ToArray(), null), () => """{"new":[1]}"""u8.ToArray());
                if (!Of(await store.AppendAsync(name, AppendBatch.Of(next, BranchMove.Advance(BranchName.Main, branch.Id, next.Id)))
                    .ConfigureAwait(false)))
                {
                    continue;
                }

                _ = Of(await store.ReadAsync(name, next.Id).ConfigureAwait(false));
            }
        });
        _ = Of(async () => _ = Of(await store.PruneAsync(name, new HashSet<long> { 1, 6 }).ConfigureAwait(false)));
    }

    private static void Use(Values.Value value) => _ = Values.Json.ToUtf8(value);

    private static bool Of(Func<Task> act) => Answers.Of(act);

    private static bool Of<T>(LanguageExt.Either<TimelineError, T> answer, Action<T>? use = null) => Answers.Of(answer, use);
}
