using System.Diagnostics;
using Timeline.Benchmarks.Ratios;
using Timeline.Persisting;

namespace Timeline.Benchmarks.Watching;

/// <summary>Variables that are kept in a SQLite store, against rows put into SQLite by hand, with the same journal and
/// the same flushes.</summary>
internal static class JournalRatios
{
    private const int Alone = 50;
    private const int Together = 1_000;

    public static IEnumerable<Contest> All()
    {
        using (JournalData data = new(Durability.Each))
        {
            yield return Setting(
                data, "set, each version on the disk", 2, group: 1, groups: Alone);
        }

        using (JournalData data = new(Durability.Grouped(Together, TimeSpan.FromHours(1))))
        {
            yield return Setting(
                data, "set, 1,000 versions on the disk at once", 3, group: Together, groups: 5);
        }
    }

    private static Contest Setting(JournalData data, string name, double most, int group, int groups)
    {
        // The peer goes first in each round, and both keep the same.
        string[] values = [];
        return Contest.OfTurns(
            name, "bare SQLite", most,
            () =>
            {
                values = data.Make(group * groups);
                var appends = values.Chunk(group).Select(data.Appending).ToArray();
                return PerVersion(() =>
                {
                    foreach (var append in appends) append();
                });
            },
            () => PerVersion(() =>
            {
                foreach (var value in values) _ = data.Watched.Set(value);
                data.Watched.FlushAsync().AsTask().GetAwaiter().GetResult();
            }));

        double PerVersion(Action keep)
        {
            var started = Stopwatch.GetTimestamp();
            keep();
            return Stopwatch.GetElapsedTime(started).TotalNanoseconds / values.Length;
        }
    }
}
