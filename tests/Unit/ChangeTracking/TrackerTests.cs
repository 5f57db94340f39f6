using Timeline.ChangeTracking;
using Timeline.Tracking;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>What a tracker is for: variables over plain objects, and what changed.</summary>
public sealed class TrackerTests
{
    private readonly ChangeTracker _tracker = new();
    private readonly Person _person = new();

    [Fact]
    public void A_change_made_behind_its_back_is_reported_once()
    {
        var root = _tracker.CreateVariable(_person);
        var age = _tracker.CreateVariable(null, root.Id, "Age");
        Assert.Empty(_tracker.DetectChanges());

        _person.Age = 31;
        var change = Assert.Single(_tracker.DetectChanges());
        Assert.Equal((age.Id, true), (change.VariableId, change.ValueChanged));
        Assert.Equal("31", $"{age.ValueJson}");
        Assert.Empty(_tracker.DetectChanges());
    }

    [Fact]
    public void Detecting_twice_gives_the_very_same_state()
    {
        var root = _tracker.CreateVariable(_person);
        foreach (var path in new[] { "Name", "Address", "Address.City", "Scores", "Tags", "Settings", "Data", "Place", "Friends" })
            _ = _tracker.CreateVariable(root, path);
        _ = _tracker.DetectChanges();
        var state = _tracker.State;
        Assert.Empty(_tracker.DetectChanges());
        Assert.Same(state, _tracker.State);
    }

    [Fact]
    public void Variables_form_a_tree()
    {
        var root = _tracker.CreateVariable(_person);
        var address = _tracker.CreateVariable(root, "Address");
        var city = _tracker.CreateVariable(address, "City");
        var other = _tracker.CreateVariable(null, id: -7);

        Assert.Equal([root, other], _tracker.Roots);
        Assert.Equal([other, root, address, city], _tracker.Variables);
        Assert.Equal([address], root.Children);
        Assert.Equal(address, city.Parent);
        Assert.Null(root.Parent);
        Assert.Equal(city, _tracker.Find(city.Id));
        Assert.Null(_tracker.Find(99));
        Assert.True(address.Destroy());
        Assert.False(city.Destroy());
        Assert.Equal([other, root], _tracker.Variables);
        Assert.Throws<TimelineException>(() => city.Value);
    }

    [Fact]
    public void Properties_stand_in_the_map_and_behind_the_path_which_wins()
    {
        var root = _tracker.CreateVariable(_person, properties: new Dictionary<string, string> { ["priority"] = "high" });
        var name = _tracker.CreateVariable(root, "Name?label=First%20Name&priority=low",
            new Dictionary<string, string> { ["label"] = "x", ["hint:high"] = "y" });

        Assert.Equal(Priority.High, root.Priority);
        Assert.Equal(("First Name", Priority.Low), (name.GetProperty("label"), name.Priority));
        Assert.Equal((Priority.High, Priority.Medium), (name.PropertyPriority("hint"), name.PropertyPriority("label")));
        Assert.Equal("", name.GetProperty("none"));
    }

    [Fact]
    public void Changes_come_by_priority_then_by_id_and_split_by_priority()
    {
        var root = _tracker.CreateVariable(_person);
        var name = _tracker.CreateVariable(root, "Name?priority=low");
        var age = _tracker.CreateVariable(root, "Age?priority=high");
        _ = _tracker.DetectChanges();

        (_person.Name, _person.Age) = ("Bob", 1);
        name.SetProperty("b", "1");
        name.SetProperty("a", "1");
        name.SetProperty("c:high", "1");
        root.SetProperty("z:low", "1");

        Assert.Equal(
            ["High 2 False c", "High 3 True ", "Medium 2 False a,b", "Low 1 False z", "Low 2 True "],
            _tracker.DetectChanges().Select(it =>
                $"{it.Priority} {it.VariableId} {it.ValueChanged} {string.Join(',', it.PropertiesChanged)}"));
        Assert.Equal(3, age.Id);
    }

    [Fact]
    public void A_set_goes_to_the_object_and_is_reported_unless_it_is_not_to_be()
    {
        var root = _tracker.CreateVariable(_person);
        var city = _tracker.CreateVariable(root, "Address.City");
        var twin = _tracker.CreateVariable(root, "Address.City");
        _ = _tracker.DetectChanges();

        city.Set("Berlin");
        Assert.Equal(("Berlin", "Berlin", "Boston"), (_person.Address!.City, (string?)city.Value, (string?)twin.Value));
        Assert.Equal([city.Id, twin.Id], _tracker.DetectChanges().Select(it => it.VariableId));

        city.Set("Rome", report: false);
        Assert.Equal([twin.Id], _tracker.DetectChanges().Select(it => it.VariableId));
    }

    [Fact]
    public void A_root_is_set_to_another_object_and_what_lies_below_follows()
    {
        var root = _tracker.CreateVariable(_person);
        var name = _tracker.CreateVariable(root, "Name");
        _ = _tracker.DetectChanges();
        root.Set(new Person { Name = "Zoe" });
        Assert.Equal("Zoe", name.Get());
        Assert.Equal([root.Id, name.Id], _tracker.DetectChanges().Select(it => it.VariableId));
    }

    [Fact]
    public void Numbers_convert_where_nothing_is_lost()
    {
        var age = _tracker.CreateVariable(_tracker.CreateVariable(_person), "Age");
        age.Set(77L);
        Assert.Equal(77, _person.Age);
        Assert.Throws<TimelineException>(() => age.Set(1.5));
        Assert.Equal(77, _person.Age);
    }

    [Fact]
    public void Methods_are_got_set_and_run()
    {
        var root = _tracker.CreateVariable(_person);
        var greeting = _tracker.CreateVariable(root, "Greeting()?access=r");
        var rename = _tracker.CreateVariable(root, "Rename(_)?access=w");
        var poke = _tracker.CreateVariable(root, "Poke()?access=action");
        Assert.Equal("hello Alice", greeting.Value);
        Assert.Equal(0, _person.Calls);
        rename.Set("Bob");
        poke.Set("ignored");
        Assert.Equal(("Bob", 1), (_person.Name, _person.Calls));
        Assert.Equal([greeting.Id], _tracker.DetectChanges().Select(it => it.VariableId));
    }

    [Fact]
    public void An_inactive_variable_reports_what_gathered_when_it_is_active_again()
    {
        var root = _tracker.CreateVariable(_person);
        var address = _tracker.CreateVariable(root, "Address");
        var city = _tracker.CreateVariable(address, "City");
        _ = _tracker.DetectChanges();
        address.Active = false;
        _person.Address!.City = "Rome";
        Assert.Empty(_tracker.DetectChanges());
        _person.Address!.City = "Oslo";
        address.Active = true;
        Assert.Equal([city.Id], _tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Empty(_tracker.DetectChanges());
    }

    [Fact]
    public void ChangeAll_reports_value_and_properties_though_nothing_changed()
    {
        var root = _tracker.CreateVariable(_person, path: "?label=x&hint=y");
        _ = _tracker.DetectChanges();
        _tracker.ChangeAll(root.Id);
        var change = Assert.Single(_tracker.DetectChanges());
        Assert.Equal((true, "hint,label"), (change.ValueChanged, string.Join(',', change.PropertiesChanged)));
    }

    [Fact]
    public void A_path_that_is_set_is_looked_at_by_the_next_detection()
    {
        var root = _tracker.CreateVariable(_person);
        var part = _tracker.CreateVariable(root, "Name");
        part.SetProperty("path", "Age");
        Assert.Equal("Alice", part.Value);
        Assert.True(Assert.Single(_tracker.DetectChanges()).ValueChanged);
        Assert.Equal(30, part.Value);
    }

    [Fact]
    public void Getting_looks_from_what_was_seen_at_the_parent()
    {
        var address = _tracker.CreateVariable(_tracker.CreateVariable(_person), "Address");
        var city = _tracker.CreateVariable(address, "City");
        _person.Address!.City = "Rome";
        Assert.Equal(("Boston", "Rome"), ((string?)city.Value, (string?)city.Get()));
        _person.Address = new Address { City = "Oslo" };
        Assert.Equal("Rome", city.Get());
        _ = _tracker.DetectChanges();
        Assert.Equal("Oslo", city.Get());
    }

    [Fact]
    public void A_state_that_is_gone_back_to_reports_the_difference_to_the_world_as_it_is()
    {
        var root = _tracker.CreateVariable(_person);
        var name = _tracker.CreateVariable(root, "Name");
        _ = _tracker.DetectChanges();
        var kept = _tracker.State;
        _person.Name = "Bob";
        _ = _tracker.DetectChanges();
        var more = _tracker.CreateVariable(root, "Age");

        _tracker.Restore(kept);
        Assert.Same(kept, _tracker.State);
        Assert.Null(_tracker.Find(more.Id));
        Assert.Equal("Alice", name.Value);
        Assert.Equal([name.Id], _tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Equal("Bob", name.Value);
    }

    [Fact]
    public void What_a_detection_gave_stays_as_it_is()
    {
        var root = _tracker.CreateVariable(_person);
        _ = _tracker.CreateVariable(root, "Age");
        _ = _tracker.DetectChanges();
        _person.Age = 1;
        var first = _tracker.DetectChanges();
        _person.Age = 2;
        _ = _tracker.DetectChanges();
        Assert.Equal("1", $"{Assert.Single(first).After!.ToJson()}");
    }

    [Fact]
    public void A_variable_is_told_by_tracker_and_id()
    {
        var root = _tracker.CreateVariable(_person);
        Assert.Equal(root, _tracker.Find(1));
        Assert.Equal(root.GetHashCode(), _tracker.Find(1)!.GetHashCode());
        Assert.NotEqual(root, new ChangeTracker().CreateVariable(_person));
        Assert.False(root.Equals(null));
        Assert.Equal("variable 1 at \"\"", $"{root}");
        Assert.True(root.Destroy());
        Assert.Equal("variable 1, destroyed", $"{root}");
    }
}
