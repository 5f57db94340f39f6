using System.Runtime.CompilerServices;

namespace Timeline.Telemetry;

/// <summary>How many variables there are, over all registries that somebody still holds.</summary>
internal static class Populations
{
    private static readonly ConditionalWeakTable<object, Func<object, int>> Owners = [];

    /// <summary>Counts one more registry for as long as somebody holds it.</summary>
    /// <param name="owner">The registry.</param>
    /// <param name="count">How many variables it has now; it must not hold on to the registry.</param>
    public static void Add(object owner, Func<object, int> count) => Owners.Add(owner, count);

    public static int Count() => Owners.Sum(entry => entry.Value(entry.Key));
}
