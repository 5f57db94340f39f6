using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Stamping;
using Timeline.Watching;

namespace Timeline.Tests.Integration.Persisting;

/// <summary>Variables with one of everything: branches, a merge, labels, actors, long values, versions that were pruned,
/// a name that needs escaping.</summary>
internal static class SavedSamples
{
    public const string Name = "a name/100 %";

    /// <summary>Opens what is sealed in the golden files, and nothing else.</summary>
    public static Sealing Sealing { get; } = new()
    {
        Keys = new KeyRing("2026", id => id == "2026" ? [.. Enumerable.Range(1, 32).Select(each => (byte)each)] : null),
    };

    /// <summary>A registry whose clock each call of the sample moves by a second.</summary>
    public static Registry NewRegistry(out SteadyClock clock) => new(new RegistryOptions { Clock = clock = new() });

    /// <summary>Watches a plan that goes two ways and is merged.</summary>
    public static Watched<Plan> WatchPlan(Registry registry, SteadyClock clock, string name, JournalOptions? journal = null)
    {
        var plan = registry.Watch(name, new Plan("begin", 1, ["a"]), new() { Journal = journal });
        using (Actor.As("ada")) _ = plan.Set(plan.Value with { Stars = 2 }, "better");
        clock.Tick();
        _ = plan.Branch("side").Switch("side").Set(plan.Value with { Title = string.Concat(Enumerable.Repeat("long ", 80)) });
        clock.Tick();
        using (Actor.As("bob")) _ = plan.Switch("main").Set(plan.Value with { Tags = ["a", "≠", "\"\n"] }, "tagged ≠");
        clock.Tick();
        _ = plan.Merge("side").Branch("old/one");
        clock.Tick();
        return plan.Set(plan.Value with { Stars = -3 });
    }

    /// <summary>Watches a plan, a count of which most was pruned, and a name.</summary>
    public static void All(Registry registry, SteadyClock clock)
    {
        _ = WatchPlan(registry, clock, "plan");
        var count = registry.Watch("count", 0L, new() { Retention = new Retention.Latest(2) });
        for (var value = 1; value < 6; value++) _ = count.Set(value * value);
        _ = count.Prune();
        _ = registry.Watch(Name, (string?)null).Set("ann");
    }

    public static string Show(Plan plan) => $"{plan.Title}|{plan.Stars}|{string.Join(';', plan.Tags)}";

    internal sealed record Plan(string Title, int Stars, ImmutableList<string> Tags);

    internal sealed class SteadyClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Tick() => _now += TimeSpan.FromSeconds(1);
    }
}
