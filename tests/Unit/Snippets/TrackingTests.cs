using Timeline.ChangeTracking;
using Timeline.Histories;
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

    private sealed class Card(Person person)
    {
        public string Title => $"{person.Name}, {person.Age}";
    }

    private sealed class Cards : IResolver
    {
        public object? CreateWrapper(Variable variable, object value) =>
            value is Person person ? new Card(person) : null;
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
    public void A_variable_that_leads_nowhere_is_told_beside_the_changes()
    {
        var person = new Person();
        var tracker = new ChangeTracker();
        var root = tracker.CreateVariable(person);

        var typo = tracker.CreateVariable(root, "Adress.City");
        Console.WriteLine(typo.Error?.Message);     // variable 5, 'Adress.City': Person has no public member Adress; …

        tracker.DetectChanges();
        foreach (var fault in tracker.Faults) Console.WriteLine(fault.Error.Message);

        Assert.StartsWith("variable 2, 'Adress.City': Person has no public member Adress; ", typo.Error!.Message, StringComparison.Ordinal);
        Assert.Equal([typo.Id], tracker.Faults.Select(fault => fault.VariableId));
    }

    [Fact]
    public void A_tracker_registers_what_is_in_lists_and_wraps()
    {
        var person = new Person();
        var bob = new Person { Name = "Bob" };

        var group = new ChangeTracker(new TrackerOptions { RegistersObjects = true });
        var friends = group.CreateVariable(group.CreateVariable(person), "Friends");
        person.Friends.Add(bob);
        var met = group.DetectChanges()[0];
        Console.WriteLine(met);                         // variable 2 (medium): [] → [{"obj":3}]
        bob.Name = "Robert";
        Console.WriteLine(group.DetectChanges().Count); // 0

        Assert.Equal("variable 2 (medium): [] → [{\"obj\":3}]", $"{met}");
        Assert.Empty(group.DetectChanges());
        friends.SetProperty("capture", "content");
        _ = group.DetectChanges();
        bob.Name = "Rob";
        Assert.Single(group.DetectChanges());

        var cards = new ChangeTracker(new TrackerOptions { Resolver = new Cards() });
        var card = cards.CreateVariable(person, path: "?wrapper=true");
        var title = cards.CreateVariable(card, "Title?access=r");

        person.Age++;
        Assert.Equal("Alice, 31", $"{Assert.Single(cards.DetectChanges()).After!.Target}");
        Assert.Null(title.Error);
    }

    [Fact]
    public void A_client_is_told_what_it_missed_and_begins_again_if_nobody_knows()
    {
        var person = new Person();
        var tracker = new ChangeTracker();
        var name = tracker.CreateVariable(tracker.CreateVariable(person), "Name");
        tracker.Record();
        var seen = -1;
        var shown = new Dictionary<long, ViewedVariable>();

        Ask();
        Assert.Equal([1L, name.Id], shown.Keys.Order());
        person.Name = "Bob";
        tracker.DetectChanges();
        Ask();
        Assert.Equal(("\"Bob\"", 1), ($"{shown[name.Id].Value}", seen));
        shown[99] = shown[1];
        for (var i = 0; i < 5; i++)
        {
            person.Name = $"{i}";
            tracker.DetectChanges();
        }

        tracker.Prune(new Retention.Latest(1));
        Ask();
        Assert.Equal([1L, name.Id], shown.Keys.Order());
        Assert.Equal(("\"4\"", tracker.Version), ($"{shown[name.Id].Value}", seen));

        void Ask()
        {
            (bool Anew, int Version, ViewDifference Missed) Answer(int version) => tracker.Log.Since(version).Match(
                Right: missed => (version == -1, tracker.Version, missed),
                Left: _ => (true, tracker.Version, tracker.ChangesSince(-1)));     // that version was pruned: all anew

            var (anew, now, news) = Answer(seen);
            if (anew) shown.Clear();
            foreach (var id in news.Destroyed) shown.Remove(id);
            foreach (var id in news.Created.Concat(news.Changes.Select(change => change.VariableId)))
                shown[id] = news.After.Variables[id];
            seen = now;
        }
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
