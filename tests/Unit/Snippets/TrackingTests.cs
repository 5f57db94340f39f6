using Timeline.ChangeTracking;
using Timeline.Tracking;

namespace Timeline.Tests.Unit.Snippets;

public sealed class TrackingTests
{
    private sealed class Address
    {
        public string City { get; set; } = "Boston";
    }

    private sealed class Person
    {
        public string Name { get; set; } = "Alice";

        public int Age { get; set; } = 30;

        public Address Address { get; set; } = new();

        public List<Person> Friends { get; } = [];

        public void Rename(string name) => Name = name;
    }

    [Fact]
    public void A_tracker_tells_what_changed()
    {
        var person = new Person();
        var tracker = new ChangeTracker();
        var root = tracker.CreateVariable(person);
        var city = tracker.CreateVariable(root, "Address.City");

        person.Address.City = "Rome";
        foreach (var change in tracker.DetectChanges())
            Console.WriteLine($"{tracker.Find(change.VariableId)!.Path}: {change.After!.ToJson()}"); // Address.City: "Rome"

        city.Set("Oslo");
        Assert.Equal("Oslo", person.Address.City);
        Assert.Equal([city.Id], tracker.DetectChanges().Select(change => change.VariableId));
    }

    [Fact]
    public void A_tracker_does_what_the_page_says()
    {
        var person = new Person();
        var bob = new Person { Name = "Bob" };
        var tracker = new ChangeTracker();

        var root = tracker.CreateVariable(person);
        var name = tracker.CreateVariable(root, "Name?label=First%20name&priority=high");
        var rename = tracker.CreateVariable(root, "Rename(_)?access=action");
        var address = tracker.CreateVariable(root, "Address", new Dictionary<string, string> { ["capture"] = "content" });

        name.SetProperty("hint:low", "as in the passport");
        rename.Set("Carol");
        address.Active = false;

        var changes = tracker.DetectChanges();

        Assert.Equal(
            [(name.Id, Priority.High, true), (name.Id, Priority.Low, false)],
            changes.Select(change => (change.VariableId, change.Priority, change.ValueChanged)));

        var friend = tracker.CreateVariable(bob);
        var json = tracker.ToValueJson(new List<Person> { person, bob });   // [{"obj":1},{"obj":5}]
        var same = tracker.FromValueJson("""{"obj": 1}""");                  // person

        Assert.Equal("[{\"obj\":1},{\"obj\":5}]", $"{json}");
        Assert.Same(person, same);

        var before = tracker.State;
        person.Name = "Dave";
        var first = tracker.DetectChanges();
        tracker.Restore(before);
        var again = tracker.DetectChanges();

        Assert.Equal(first.Select(change => $"{change.VariableId} {change.After!.ToJson()}"),
            again.Select(change => $"{change.VariableId} {change.After!.ToJson()}"));
        Assert.True(friend.Destroy());
    }

    [Fact]
    public async Task A_tracker_records_and_polls()
    {
        var person = new Person();
        var tracker = new ChangeTracker();
        _ = tracker.CreateVariable(tracker.CreateVariable(person), "Age");
        using var ending = new CancellationTokenSource();
        var stopping = ending.Token;
        var ten = DateTimeOffset.UtcNow.AddDays(1);
        List<int> sent = [];
        void Send(IReadOnlyList<TrackerChange> changes)
        {
            sent.Add(changes.Count);
            ending.Cancel();
        }

        tracker.Record();
        person.Age++;
        tracker.DetectChanges();
        var then = tracker.ViewAt(ten).Value.Variables;
        var missed = tracker.ChangesSince(version: 0).Changes;

        Assert.Equal("31", $"{then[2].Value}");
        Assert.Equal(2, Assert.Single(missed).VariableId);
        person.Age++;

        try
        {
            await foreach (var changes in tracker.Poll(TimeSpan.FromMilliseconds(100), stopping)) Send(changes);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }

        Assert.Equal([1], sent);
    }
}
