using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Properties.Simulating;

/// <summary>How a type forgets who left, and whether it still holds something of it, so that it must not yet.</summary>
internal sealed record Forgetting<TCrdt>(Func<TCrdt, Departure, TCrdt> Forget, Func<TCrdt, ReplicaId, bool> Holds)
    where TCrdt : class, ICrdt<TCrdt>;

internal static class Forgetting
{
    /// <summary>As counters do, whose counts an heir takes over.</summary>
    public static Forgetting<TCrdt> Retiring<TCrdt>(Func<TCrdt, Departure, TCrdt> retire)
        where TCrdt : class, ICrdt<TCrdt> => new(retire, (_, _) => false);

    /// <summary>As what holds dots does, where it holds none of who left.</summary>
    public static Forgetting<TCrdt> Pruning<TCrdt>(Func<TCrdt, ReplicaId[], TCrdt> prune)
        where TCrdt : class, ICausal<TCrdt> => new(
            (state, departure) => prune(state, [departure.Who]),
            (state, who) => prune(state, [who]).Context is var kept && !ReferenceEquals(kept, kept.Prune([who])));
}
