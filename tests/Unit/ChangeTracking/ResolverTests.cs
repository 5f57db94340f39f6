using Timeline.ChangeTracking;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>Resolvers: another way into objects, wrappers, types, values that are made.</summary>
public sealed class ResolverTests
{
    private readonly Person _person = new();

    [Fact]
    public void A_resolver_that_says_nothing_does_as_without_one()
    {
        var tracker = With(new Plain());
        var root = tracker.CreateVariable(_person);
        var city = tracker.CreateVariable(root, "Address.City");
        var greeting = tracker.CreateVariable(root, "Greeting()?access=r");
        var rename = tracker.CreateVariable(root, "Rename(_)?access=action");
        var poke = tracker.CreateVariable(root, "Poke()?access=action");
        _ = tracker.DetectChanges();
        Assert.Empty(tracker.DetectChanges());
        city.Set("Rome");
        rename.Set("Bob");
        poke.Set(null);
        Assert.Equal(("Rome", "Bob", 1), (_person.Address!.City, _person.Name, _person.Calls));
        Assert.Equal([city.Id, greeting.Id], tracker.DetectChanges().Select(it => it.VariableId));

        Assert.Equal(TrackingFault.Path, FaultOf(tracker.CreateVariable(root, "Nam")));
        Assert.Equal(TrackingFault.BadIndex, FaultOf(tracker.CreateVariable(root, "Scores.9")));
        Assert.Equal(TrackingFault.BadCall, FaultOf(tracker.CreateVariable(root, "Whine()?access=r")));
        _person.Address = null;
        _ = tracker.DetectChanges();
        Assert.Equal(TrackingFault.NilPath, FaultOf(city));
    }

    [Fact]
    public void A_resolver_goes_its_own_way_and_its_exceptions_are_causes()
    {
        var tracker = With(new Keyed());
        var map = new Dictionary<string, int> { ["key-1"] = 5 };
        var root = tracker.CreateVariable(map);
        var one = tracker.CreateVariable(root, "1");
        Assert.Equal(5, one.Value);
        one.Set(6);
        Assert.Equal(6, map["key-1"]);
        var none = tracker.CreateVariable(root, "2");
        var error = Assert.IsType<TimelineError.Tracking>(none.Error);
        Assert.Equal((TrackingFault.Path, typeof(KeyNotFoundException)), (error.Fault, error.Cause?.GetType()));
        Assert.Equal(TrackingFault.BadIndex, FaultOf(tracker.CreateVariable(root, "3")));
    }

    [Fact]
    public void A_wrapper_stands_in_for_the_value_for_what_lies_below()
    {
        var resolver = new Wrapping();
        var tracker = With(resolver);
        var root = tracker.CreateVariable(_person, path: "?wrapper=yes");
        var title = tracker.CreateVariable(root, "Title");
        var wrapper = Assert.IsType<Wrapper>(root.Wrapper);
        Assert.Same(_person, root.Value);
        Assert.Equal(("Mx Alice", "{\"obj\":1}", $"{{\"obj\":{tracker.IdOf(wrapper)}}}"),
            ((string?)title.Value, $"{root.ValueJson}", $"{root.WrapperJson}"));
        _person.Name = "Bob";
        Assert.Equal([title.Id], tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Same(wrapper, root.Wrapper);

        title.Set("Dr");
        Assert.Equal("Dr", wrapper.Prefix);
        root.SetProperty("wrapper", "");
        Assert.Null(root.Wrapper);
        Assert.Null(root.WrapperJson);
        Assert.Equal(TrackingFault.Path, Assert.IsType<TimelineError.Tracking>(
            Assert.Throws<TimelineException>(() => title.Get()).Error).Fault);
        root.SetProperty("wrapper", "again");
        Assert.NotSame(wrapper, root.Wrapper);
        Assert.Equal("Mx Bob", title.Get());
    }

    [Fact]
    public void A_wrapper_that_is_given_again_is_kept_and_its_failure_is_told()
    {
        var resolver = new Wrapping { Keeps = new Wrapper(_person) };
        var tracker = With(resolver);
        var address = tracker.CreateVariable(tracker.CreateVariable(_person), "Address?wrapper=yes");
        var json = $"{address.WrapperJson}";
        _person.Address = new Address();
        _ = tracker.DetectChanges();
        Assert.Same(resolver.Keeps, address.Wrapper);
        Assert.Equal(json, $"{address.WrapperJson}");
        resolver.Fails = true;
        _person.Address = new Address();
        _ = tracker.DetectChanges();
        Assert.Equal(TrackingFault.BadCall, FaultOf(address));
        _person.Address = null;
        _ = tracker.DetectChanges();
        Assert.Null(address.Wrapper);
    }

    [Fact]
    public void The_type_of_an_object_is_a_property_that_follows_it()
    {
        var tracker = With(new Typing());
        var root = tracker.CreateVariable(_person);
        var thing = tracker.CreateVariable(root, "Data.thing");
        Assert.Equal("Person", root.GetProperty("type"));
        _ = tracker.DetectChanges();
        _person.Data["thing"] = new Address();
        _ = tracker.DetectChanges();
        Assert.Null(thing.Error);
        var change = Told(tracker, () => _person.Data["thing"] = new Person());
        Assert.Equal((thing.Id, true, "type"), (change.VariableId, change.ValueChanged, string.Join(',', change.PropertiesChanged)));
        Assert.Equal("Person", thing.GetProperty("type"));
        thing.SetProperty("type", "other");
        change = Told(tracker, () => _person.Data["thing"] = new Address());
        Assert.Equal("type", string.Join(',', change.PropertiesChanged));
        Assert.Equal("Address", thing.GetProperty("type"));
    }

    [Fact]
    public void A_value_is_made_for_a_root()
    {
        var tracker = With(new Making());
        var made = tracker.CreateVariable("given", properties: new Dictionary<string, string> { ["create"] = "person" });
        Assert.Equal("given", Assert.IsType<Person>(made.Value).Name);
        Assert.Equal("text", tracker.CreateVariable("text", properties: new Dictionary<string, string> { ["create"] = "no" }).Value);
        var state = tracker.State;
        var error = Assert.Throws<TimelineException>(() =>
            tracker.CreateVariable(null, properties: new Dictionary<string, string> { ["create"] = "bad" }));
        Assert.Equal(TrackingFault.BadCall, Assert.IsType<TimelineError.Tracking>(error.Error).Fault);
        error = Assert.Throws<TimelineException>(() =>
            tracker.CreateVariable(null, made.Id, "Name", new Dictionary<string, string> { ["create"] = "person" }));
        Assert.Equal(TrackingFault.BadParent, Assert.IsType<TimelineError.Tracking>(error.Error).Fault);
        Assert.Same(state, tracker.State);
    }

    [Fact]
    public void What_a_resolver_writes_is_compared_by_what_it_writes()
    {
        var tracker = With(new Writing());
        var address = new Address();
        var root = tracker.CreateVariable(new List<Address> { address });
        Assert.Equal("[\"in Boston\"]", $"{root.ValueJson}");
        _ = tracker.DetectChanges();
        Assert.Empty(tracker.DetectChanges());
        address.City = "Rome";
        Assert.Single(tracker.DetectChanges());
        Assert.Equal("[\"in Rome\"]", $"{root.ValueJson}");
    }

    private static TrackerChange Told(ChangeTracker tracker, Action change)
    {
        change();
        return Assert.Single(tracker.DetectChanges());
    }

    private static ChangeTracker With(IResolver resolver) => new(new TrackerOptions { Resolver = resolver });

    private static TrackingFault FaultOf(Variable variable) =>
        Assert.IsType<TimelineError.Tracking>(variable.Error).Fault;

    private sealed class Plain : IResolver;

    private sealed class Keyed : IResolver
    {
        public object? Get(object container, PathStep step) => step.Index == 3
            ? throw new TimelineException(new TimelineError.Tracking(TrackingFault.BadIndex, 0, "", "never three"))
            : ((Dictionary<string, int>)container)[$"key-{step.Name}"];

        public void Set(object container, PathStep step, object? value) =>
            IResolver.Default.Set(container, PathStep.Member($"key-{step.Name}"), value);
    }

    private sealed class Wrapper(Person person)
    {
        public string Prefix { get; set; } = "Mx";

        public string Title
        {
            get => $"{Prefix} {person.Name}";
            set => Prefix = value;
        }
    }

    private sealed class Wrapping : IResolver
    {
        public Wrapper? Keeps { get; init; }

        public bool Fails { get; set; }

        public object? CreateWrapper(Variable variable, object value) =>
            Fails ? throw new InvalidOperationException("no") : Keeps ?? variable.Tracker.Find(variable.Id)?.Wrapper
                ?? new Wrapper((Person)value);
    }

    private sealed class Typing : IResolver
    {
        public string? TypeOf(object value) => value.GetType().Name;
    }

    private sealed class Making : IResolver
    {
        public object? CreateValue(string type, object? value) => type switch
        {
            "person" => new Person { Name = $"{value}" },
            "bad" => throw new InvalidOperationException("no"),
            _ => null,
        };
    }

    private sealed class Writing : IResolver
    {
        public Value? ToValueJson(object value) => value is Address address ? Value.Of($"in {address.City}") : null;
    }
}
