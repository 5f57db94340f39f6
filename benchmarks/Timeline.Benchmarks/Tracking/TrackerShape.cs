using System.Globalization;
using Timeline.ChangeTracking;

namespace Timeline.Benchmarks.Tracking;

/// <summary>A tracker over ordinary objects, and how some of them are changed.</summary>
/// <param name="Tracker">The tracker.</param>
/// <param name="Change">Changes what the variable of a number is of.</param>
internal sealed record TrackerShape(ChangeTracker Tracker, Action<int> Change)
{
    /// <summary>How many variables there are.</summary>
    public const int Variables = 10_000;

    /// <summary>One root, and every variable five members and an index below it.</summary>
    public static TrackerShape Deep()
    {
        var tracker = new ChangeTracker();
        var catalogue = new Catalogue();
        for (var i = 0; i < Variables; i++)
            catalogue.Items.Add(new Item { Owner = new Owner { Address = new Address { City = new City { People = i } } } });
        var root = tracker.CreateVariable(catalogue);
        for (var i = 0; i < Variables; i++)
            _ = tracker.CreateVariable(root, string.Create(CultureInfo.InvariantCulture, $"Items.{i}.Owner.Address.City.People"));
        return new(tracker, i => catalogue.Items[i].Owner.Address.City.People++);
    }

    /// <summary>Half as many roots, each with one variable of a member of it.</summary>
    public static TrackerShape Flat()
    {
        var tracker = new ChangeTracker();
        var items = Enumerable.Range(0, Variables / 2).Select(i => new Item { Count = i }).ToArray();
        foreach (var item in items) _ = tracker.CreateVariable(tracker.CreateVariable(item), nameof(Item.Count));
        return new(tracker, i => items[i / 2].Count++);
    }

    private sealed class Catalogue
    {
        public List<Item> Items { get; } = [];
    }

    private sealed class Item
    {
        public Owner Owner { get; init; } = new();

        public int Count { get; set; }
    }

    private sealed class Owner
    {
        public Address Address { get; init; } = new();
    }

    private sealed class Address
    {
        public City City { get; init; } = new();
    }

    private sealed class City
    {
        public int People { get; set; }
    }
}
