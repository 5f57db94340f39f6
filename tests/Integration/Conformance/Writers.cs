using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Writers that record on one branch against each other, each trying again when another was
/// faster.</summary>
internal static class Writers
{
    public static async Task Append(IHistoryStore store, HistoryName name, int writer, int first, int count)
    {
        for (var i = first; i < first + count;)
        {
            var head = (await store.FindAsync(name))
                .Bind(history => history.Head(BranchName.Main))
                .Match(found => found, () => throw new InvalidOperationException("The branch is gone."));
            var version = Draft.Start.Set("key0", i).ToVersion(
                [head.Id], Draft.StampOf((writer * 1000) + i, Label(writer, i)), "key0");
            var move = BranchMove.Advance(BranchName.Main, head.Id, version.Id);
            var result = await store.AppendAsync(name, AppendBatch.Of(version, move));
            if (result.IsRight) i++;
            else _ = result.IfLeft(error => Assert.IsType<TimelineError.HeadMoved>(error));
        }
    }

    public static void AssertAllThere(ImmutableArray<StoredVersion> versions, int writers, int count)
    {
        Assert.Equal((writers * count) + 1, versions.Length);
        Assert.Equal(
            Enumerable.Range(0, versions.Length).Select(number => (long)number),
            versions.Select(version => version.Number));
        var expected = Enumerable.Range(0, writers)
            .SelectMany(w => Enumerable.Range(0, count).Select(i => Label(w, i)));
        var labels = versions.Skip(1).Select(version => version.Stamp.Label);
        Assert.Equal(expected.Order(StringComparer.Ordinal), labels.Order(StringComparer.Ordinal));
    }

    private static string Label(int writer, int i) => $"writer {writer}, version {i}";
}
