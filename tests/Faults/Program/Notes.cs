using System.Globalization;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Faults.Loads;

namespace Timeline.Tests.Faults.Program;

/// <summary>Commits to a branch of its own in a history that others commit to as well, until it is killed.</summary>
internal static class Notes
{
    public static HistoryName History { get; } = HistoryName.Of("notes.json");

    public static int Run(string place, string writer, Action<string> say)
    {
        var store = SqliteHistoryStore.Open(place, new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMinutes(1) });
        var sheet = Sheet.Empty;
        VersionId? head = null;
        for (var number = 0; ; number++)
        {
            var key = $"key{number % 7}";
            sheet = sheet.Set(key, string.Create(CultureInfo.InvariantCulture, $"{writer} {number}"));
            var stamp = Stamp.FromTicks(638_000_000_000_000_000 + number, writer, "note");
            var version = head is { } parent ? sheet.ToVersion([parent], stamp, key, null) : sheet.ToRoot(stamp);
            var branch = BranchName.Of(writer);
            var move = head is { } before ? BranchMove.Advance(branch, before, version.Id) : BranchMove.Create(branch, version.Id);
            say($"begin {number}");
            var outcome = store.AppendAsync(History, AppendBatch.Of(version, move)).AsTask().GetAwaiter().GetResult();
            _ = outcome.IfLeft(error => throw new InvalidOperationException(error.Message));
            say($"done {number}");
            head = version.Id;
        }
    }
}
