using Timeline.Containers;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The snippets of docs/containers.md about objects.</summary>
public sealed class TrackedObjectsTests
{
    [Fact]
    public void An_object_of_your_own()
    {
        var tea = new Product { Price = 3.20m };
        var shelf = new TrackedList<Product> { tea };

        tea.Price = 3.50m;
        tea.Tags.Add("green");                    // in the log of the shelf: update /0/Price, add /0/Tags/0

        var container = Track.Object(tea);        // its log, locks, batches and the way back
        container.LockProperty(nameof(tea.Price));
        container.UnlockProperty(nameof(tea.Price));
        container.RollBackTo(container.Log.First);    // tea.Price == 0: before the first mutation

        Assert.Equal(
            ["/0/Price", "/0/Tags/0"], shelf.Log.Entries.Skip(2).Take(2).Select(it => it.Path.ToString()));
        Assert.Equal((0m, 0), (tea.Price, tea.Tags.Count));
    }
}

internal sealed class Product : TrackedObject
{
    private decimal _price;

    public decimal Price
    {
        get => _price;
        set => SetProperty(ref _price, value);
    }

    public TrackedList<string> Tags { get; } = [];
}
