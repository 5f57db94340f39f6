using Timeline.Benchmarks.Growth;

namespace Timeline.Benchmarks.Storage;

/// <summary>What a store promises: a commit costs what changed, a restore what the document weighs, an event, a new
/// document and a new branch the same however many there are.</summary>
internal static class StoreGrowth
{
    private const int Versions = 64;

    private static readonly int[] Lengths = [500, 2_000, 8_000, 32_000];
    private static readonly int[] Widths = [1_000, 6_000, 36_000, 216_000];
    private static readonly int[] Documents = [200, 1_000, 5_000, 25_000];
    private static readonly int[] Events = [1_000, 5_000, 25_000, 125_000];

    public static IEnumerable<GrowthLaw> Laws { get; } =
    [
        new("commit-wide", Bound.Logarithmic, GrowthLaw.Decades, size => Committing(GrowingStore.OfEntries(size))),
        new("commit-long", Bound.Logarithmic, Lengths, versions => Committing(GrowingStore.OfVersions(versions))),
        new("begin-document", Bound.Logarithmic, Documents, Beginning),
        new("begin-branch", Bound.Logarithmic, Documents, Branching),
        new("restore-wide", Bound.Linear, Widths, RestoringWide),
        new("save-event", Bound.Logarithmic, Events, size => Holding(size, events => events.Save)),
        new("find-event", Bound.Logarithmic, Events, size => Holding(size, events => events.Find)),
        new("restore-long", Bound.Logarithmic, Lengths, RestoringLong, Versions),
    ];

    private static Work Committing(GrowingStore store) => new(store.Commit, store);

    private static Work Beginning(int count)
    {
        var documents = new GrowingDocuments(count);
        return new(documents.Begin, documents);
    }

    private static Work Branching(int count)
    {
        var branches = new GrowingBranches(count);
        return new(branches.Begin, branches);
    }

    private static Work Holding(int count, Func<GrowingEvents, Func<object?>> work)
    {
        var events = new GrowingEvents(count);
        return new(work(events), events);
    }

    private static Work RestoringWide(int size)
    {
        var store = GrowingStore.OfEntries(size);
        return new(() => store.Restore(0), store);
    }

    // The last versions, of which some come soon after a snapshot and some long after one.
    private static Work RestoringLong(int versions)
    {
        var store = GrowingStore.OfVersions(versions);
        return new(
            () =>
            {
                object? last = null;
                for (var i = 1; i <= Versions; i++) last = store.Restore(versions - i);
                return last;
            },
            store);
    }
}
