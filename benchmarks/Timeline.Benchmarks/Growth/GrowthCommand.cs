using Timeline.Benchmarks.Changes;
using Timeline.Benchmarks.Collections;
using Timeline.Benchmarks.Histories;
using Timeline.Benchmarks.Storage;
using Timeline.Benchmarks.Watching;

namespace Timeline.Benchmarks.Growth;

/// <summary>The command <c>growth [NAME…]</c>: prints what was found of each law.</summary>
internal static class GrowthCommand
{
    private static readonly GrowthLaw[] Laws =
        [.. CollectionGrowth.Laws, .. HistoryGrowth.Laws, .. ChangeGrowth.Laws, .. StoreGrowth.Laws, .. NamespaceGrowth.Laws];

    /// <summary>Measures the named laws, or all.</summary>
    /// <returns>The exit code: 0 if all keep their promise, 1 if some are short of it, 2 for an unknown name.</returns>
    public static int Run(IReadOnlyList<string> names, TextWriter output, TextWriter errors) => Run(Laws, names, output, errors);

    /// <summary>The same for other laws.</summary>
    public static int Run(IReadOnlyList<GrowthLaw> laws, IReadOnlyList<string> names, TextWriter output, TextWriter errors)
    {
        if (names is ["--list"])
        {
            foreach (var law in laws) output.WriteLine(law.Name);
            return 0;
        }

        if (names.FirstOrDefault(name => laws.All(law => law.Name != name)) is { } unknown)
        {
            errors.WriteLine($"growth: no law \"{unknown}\"; there are {string.Join(", ", laws.Select(law => law.Name))}");
            return 2;
        }

        var ok = true;
        foreach (var line in laws.Where(law => names.Count == 0 || names.Contains(law.Name)).SelectMany(GrowthMeasurement.Of))
        {
            output.WriteLine(line);
            ok &= line.IsOk;
        }

        return ok ? 0 : 1;
    }
}
