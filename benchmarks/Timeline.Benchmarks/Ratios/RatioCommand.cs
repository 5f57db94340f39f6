using System.Globalization;
using Timeline.Benchmarks.Changes;
using Timeline.Benchmarks.Collections;
using Timeline.Benchmarks.Containers;
using Timeline.Benchmarks.Crdts;
using Timeline.Benchmarks.Histories;
using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Objects;
using Timeline.Benchmarks.Processes;
using Timeline.Benchmarks.Sequences;
using Timeline.Benchmarks.Storage;
using Timeline.Benchmarks.Tracking;
using Timeline.Benchmarks.Values;
using Timeline.Benchmarks.Watching;

namespace Timeline.Benchmarks.Ratios;

/// <summary>The command <c>ratios [--quick] [--json] [GROUP…]</c>: prints each required figure beside what was measured.</summary>
internal static class RatioCommand
{
    private static readonly string[] Options = ["--list", "--quick", "--json"];

    private static readonly RatioGroup[] Groups =
    [
        new("maps", 16, _ => MapRatios.OfTexts()),
        new("large-maps", 11, MapRatios.OfManyTexts),
        new("integer-maps", 16, _ => MapRatios.OfIntegers()),
        new("large-integer-maps", 11, MapRatios.OfManyIntegers),
        new("lists", 14, _ => ListRatios.Short()),
        new("large-lists", 8, ListRatios.Long),
        new("changes", 2, _ => ChangeRatios.All()),
        new("objects", 5, _ => ObjectRatios.All()),
        new("histories", 6, _ => HistoryRatios.All().Concat(BlameRatios.All())),
        new("json", 3, JsonRatios.Contests),
        new("store", 4, StoreRatios.All),
        new("events", 6, _ => EventRatios.All()),
        new("watched", 9, _ => WatchedRatios.All().Concat(JournalRatios.All())),
        new("tracker", 10, TrackerRatios.Contests),
        new("containers", 11, _ => ContainerRatios.Contests()),
        new("crdts", 13, _ => CrdtRatios.All()),
        new("sequences", 11, _ => SequenceRatios.All()),
        new("process", 15, ProcessRatios.All),
    ];

    /// <summary>Measures the named groups, or all.</summary>
    /// <returns>The exit code: 0 if all is reached, 1 if something is short of it, 2 for an unknown name.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors) =>
        Run(Groups, arguments, output, errors);

    /// <summary>The same for other groups.</summary>
    public static int Run(
        IReadOnlyList<RatioGroup> groups, IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        string[] names = [.. arguments.Where(argument => !Options.Contains(argument))];
        if (names.FirstOrDefault(name => groups.All(group => group.Name != name)) is { } unknown)
        {
            errors.WriteLine(
                $"ratios: no group \"{unknown}\"; there are {string.Join(", ", groups.Select(group => group.Name))}");
            return 2;
        }

        if (arguments.Contains("--list"))
        {
            foreach (var group in groups) output.WriteLine(group.Name);
            return 0;
        }

        if (Busy() is { } busy) errors.WriteLine(busy);
        var effort = arguments.Contains("--quick") ? Effort.Quick : Effort.Full;
        var isJson = arguments.Contains("--json");
        var chosen = groups.Where(group => names.Length == 0 || names.Contains(group.Name));
        var ok = true;
        foreach (var line in chosen.SelectMany(group => group.Measure(effort, TimeProvider.System)))
        {
            output.WriteLine(isJson ? line.ToJson() : line.ToString());
            ok &= line.IsOk;
        }

        return ok ? 0 : 1;
    }

    // Where both sides wait for other programs, or for the caches that these empty, a ratio says little.
    private static string? Busy()
    {
        const string Loads = "/proc/loadavg";
        if (!File.Exists(Loads)) return null;
        var load = double.Parse(File.ReadAllText(Loads).Split(' ')[0], CultureInfo.InvariantCulture);
        return load <= Environment.ProcessorCount
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"ratios: the machine is busy (load {load:0.0} on {Environment.ProcessorCount} processors): measure again when it is not");
    }
}
