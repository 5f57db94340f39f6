using Timeline.Benchmarks.Changes;
using Timeline.Benchmarks.Collections;
using Timeline.Benchmarks.Containers;
using Timeline.Benchmarks.Crdts;
using Timeline.Benchmarks.Histories;
using Timeline.Benchmarks.Objects;
using Timeline.Benchmarks.Sequences;
using Timeline.Benchmarks.Storage;
using Timeline.Benchmarks.Tracking;
using Timeline.Benchmarks.Values;
using Timeline.Benchmarks.Watching;

namespace Timeline.Benchmarks.Ratios;

/// <summary>The suites by name: <c>Timeline.Benchmarks -- ratios collections</c>.</summary>
internal static class RatioSuites
{
    private static readonly Dictionary<string, Func<IEnumerable<Contest>>> Suites = new()
    {
        ["maps"] = MapRatios.All,
        ["lists"] = ListRatios.All,
        ["changes"] = ChangeRatios.All,
        ["objects"] = ObjectRatios.All,
        ["histories"] = () => HistoryRatios.All().Concat(BlameRatios.All()),
        ["json"] = JsonRatios.Contests,
        ["store"] = StoreRatios.All,
        ["events"] = EventRatios.All,
        ["watched"] = () => WatchedRatios.All().Concat(JournalRatios.All()),
        ["tracker"] = TrackerRatios.Contests,
        ["containers"] = ContainerRatios.Contests,
        ["crdts"] = CrdtRatios.All,
        ["sequences"] = SequenceRatios.All,
        ["collections"] = () => MapRatios.All().Concat(ListRatios.All()),
    };

    /// <summary>Runs the named suites, or all of them.</summary>
    /// <returns>The exit code: 0 if all figures are reached, 1 if some are not, 2 for an unknown name.</returns>
    public static int Run(IReadOnlyList<string> names)
    {
        var unknown = names.Where(name => !Suites.ContainsKey(name)).ToArray();
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"No suite {string.Join(", ", unknown)}; there are {string.Join(", ", Suites.Keys)}.");
            return 2;
        }
        var lost = names.Sum(name => RatioReport.Run(name, Suites[name]()));
        return lost == 0 ? 0 : 1;
    }
}
