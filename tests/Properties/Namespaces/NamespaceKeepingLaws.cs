using FsCheck;
using FsCheck.Fluent;
using Timeline.Namespaces;
using Timeline.Objects;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Tests.Properties.Namespaces;

/// <summary>A namespace that comes back from a store or a file has the history that it had.</summary>
public sealed class NamespaceKeepingLaws
{
    private static readonly Sealing Encrypted = new() { Keys = new KeyRing("k", _ => new byte[KeyRing.KeySize]) };

    [Fact]
    public void Loading_what_was_saved_gives_the_same_history() => Law.Holds(NamespaceLaws.Scripts, script =>
    {
        var (space, model) = NamespaceLaws.Run(script);
        AssertComesBack(space, model, null);
    });

    [Fact]
    public void Loading_what_was_saved_sealed_gives_the_same_history() => Law.Holds(NamespaceLaws.Scripts, script =>
    {
        // Long enough for a version that is sealed as a whole.
        var (space, model) = NamespaceLaws.Run([.. script, .. Enumerable.Range(500, 40).Select(n => n * 16)]);
        AssertComesBack(space, model, Encrypted);
    }, 40);

    [Fact]
    public void Opened_again_it_is_gone_on_with() => Law.Holds(Scripts, scripts =>
    {
        var (before, after) = scripts;
        JournalOptions journal = new() { Store = new MemoryHistoryStore() };
        var (_, model) = NamespaceLaws.Run(before, journal: journal);
        using (var registry = new Registry(new() { Journal = journal }))
        {
            var opened = registry.WatchNamespace("config");
            AssertSame(opened, model);
            foreach (var number in after) NamespaceLaws.Step(opened, model, number, opened.LastChange.Stamp.Time);
            AssertValues(opened, model);
        }

        using var last = new Registry(new() { Journal = journal });
        AssertValues(last.WatchNamespace("config", [new("passed over", 1)]), model);
    }, 100);

    // Where one stands among what was undone is no part of what is kept.
    private static Arbitrary<(int[], int[])> Scripts => Gen.Zip(
        NamespaceLaws.Scripts.Generator,
        Gen.Choose(0, 1_000_000).Where(number => number % 16 is not (4 or (>= 6 and <= 9))).ArrayOf())
        .ToArbitrary();

    private static void AssertComesBack(WatchedNamespace space, NamespaceModel model, Sealing? sealing)
    {
        using var registry = new Registry();
        var loaded = registry.WatchNamespace("config");
        CopyAsync(space.Whole, loaded.Whole, sealing).GetAwaiter().GetResult();
        AssertSame(loaded, model);
    }

    private static async Task CopyAsync(
        Watched<NamespaceSnapshot> from, Watched<NamespaceSnapshot> to, Sealing? sealing)
    {
        await using var stream = new MemoryStream();
        await from.SaveAsync(stream, sealing);
        stream.Position = 0;
        await to.LoadAsync(stream, sealing);
    }

    private static void AssertSame(WatchedNamespace space, NamespaceModel model)
    {
        AssertValues(space, model);
        Assert.Equal(
            model.Versions.Select(version => (version.Label, version.Time)),
            space.History.Oldest().Select(version => (version.Stamp.Label, version.Stamp.Time)));
    }

    private static void AssertValues(WatchedNamespace space, NamespaceModel model)
    {
        Assert.Equal(
            model.Versions.Select(version => version.Entries.Select(entry => (entry.Key, Data(entry.Cell.Value)))),
            space.History.Oldest().Select(version => version.Value.Select(entry => (entry.Key, Data(entry.Value)))));
        foreach (var key in NamespaceLaws.Keys)
        {
            Assert.Equal(
                Changes(model.Of(key).Select(it => (it.Index, it.Cell is not null, Data(it.Cell?.Value)))),
                Changes(space.Key(key).History.Oldest()
                    .Select(it => (it.Index, it.Value.IsThere, Data(it.Value.Value)))));
        }
    }

    /// <summary>What happened to a key, without that it was given again what it had: that is not kept.</summary>
    private static IEnumerable<(int Index, bool IsThere, Value Data)> Changes(
        IEnumerable<(int Index, bool IsThere, Value Data)> versions)
    {
        (bool, Value)? last = null;
        foreach (var (index, isThere, data) in versions)
        {
            if (last != (isThere, data)) yield return (index, isThere, data);
            last = (isThere, data);
        }
    }

    private static Value Data(object? value) => TimelineException.Unwrap(ObjectTree.Default.ToValue(value));
}
