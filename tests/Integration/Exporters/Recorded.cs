using System.Text;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>Entries to send.</summary>
internal static class Recorded
{
    /// <summary>The log of a dictionary that was set so often.</summary>
    public static ChangeEntry[] Entries(int count)
    {
        TrackedDictionary<string, int> tracked = [];
        for (var i = 1; i < count; i++) tracked[$"key {i % 7}"] = i;
        return [.. tracked.Log.Entries];
    }

    public static ExportBatch Batch(IEnumerable<ChangeEntry> entries) => new([.. entries.Select(ExportRecord.Of)]);

    public static string[] Lines(IEnumerable<ChangeEntry> entries) =>
        [.. entries.Select(entry => Encoding.UTF8.GetString(ChangeJson.ToUtf8(entry)))];
}
