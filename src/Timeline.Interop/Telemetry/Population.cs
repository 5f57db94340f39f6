using System.Runtime.CompilerServices;

namespace Timeline.Telemetry;

/// <summary>How many there are of something, over all owners that somebody still holds.</summary>
internal sealed class Population
{
    private readonly ConditionalWeakTable<object, Func<object, int>> _owners = [];

    /// <summary>Counts one more owner for as long as somebody holds it.</summary>
    /// <param name="owner">A registry, for example.</param>
    /// <param name="count">How many it has now; it must not hold on to the owner.</param>
    public void Add(object owner, Func<object, int> count) => _owners.Add(owner, count);

    public int Count() => _owners.Sum(entry => entry.Value(entry.Key));
}
