using System.Diagnostics;
using System.Globalization;
using Timeline.ChangeTracking;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>Programs that give a tracker trouble: nothing is lost by it, told twice, or slow.</summary>
public sealed class HostileTests
{
    private readonly Person _person = new();

    [Fact]
    public void A_creation_that_fails_uses_up_no_id()
    {
        var tracker = new ChangeTracker();
        var root = tracker.CreateVariable(_person);
        _ = Assert.Throws<TimelineException>(() => tracker.CreateVariable(null, 99, id: long.MaxValue));
        _ = Assert.Throws<TimelineException>(() => tracker.CreateVariable(root, "Name?capture=bogus"));
        Assert.Equal((2, 3), (tracker.CreateVariable(root, "Name").Id, tracker.Register(new Person())));
    }

    [Fact]
    public void An_object_met_while_a_variable_is_created_does_not_get_its_id()
    {
        var tracker = new ChangeTracker(new TrackerOptions { RegistersObjects = true });
        _person.Friends.Add(new Person());
        var friends = tracker.CreateVariable(tracker.CreateVariable(_person), "Friends");
        Assert.Equal((2L, 3L), (friends.Id, tracker.IdOf(_person.Friends[0])));
        _person.Friends.Add(new Person());
        var high = tracker.CreateVariable(_person.Friends, id: 4);
        Assert.Equal((4L, 5L), (high.Id, tracker.IdOf(_person.Friends[1])));
        Assert.Equal(6, tracker.CreateVariable(_person).Id);
    }

    [Fact]
    public void What_the_type_of_an_object_is_asked_in_vain_is_an_error_of_the_variable()
    {
        var resolver = new Typing { Fails = true };
        var tracker = new ChangeTracker(new TrackerOptions { Resolver = resolver });
        var root = tracker.CreateVariable(_person);
        Assert.Equal(TrackingFault.BadReference, FaultOf(root));
        var address = tracker.CreateVariable(root, "Address");
        _ = tracker.DetectChanges();
        Assert.Null(address.Error);

        _person.Address = new Address();
        Assert.Equal([address.Id], tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Equal(TrackingFault.BadReference, FaultOf(address));
        Assert.Empty(tracker.DetectChanges());
        Assert.Null(address.Error);

        address.Set(new Address());
        Assert.Equal(TrackingFault.BadReference, FaultOf(address));
    }

    [Fact]
    public void Telling_types_looks_at_nothing_so_what_could_not_be_read_is_read_again()
    {
        var resolver = new Typing();
        var tracker = new ChangeTracker(new TrackerOptions { Resolver = resolver });
        var root = tracker.CreateVariable(_person);
        var size = tracker.CreateVariable(tracker.CreateVariable(root, "Settings"), "Size");
        var address = tracker.CreateVariable(root, "Address");
        _ = tracker.DetectChanges();

        resolver.HidesSize = true;
        _person.Settings = _person.Settings with { Size = 13 };
        (_person.Address, resolver.Suffix) = (new Address(), "2");
        Assert.DoesNotContain(size.Id, tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Equal("Address2", address.GetProperty("type"));
        Assert.NotNull(size.Error);

        resolver.HidesSize = false;
        Assert.Equal([size.Id], tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Equal(13, size.Value);
    }

    [Fact]
    public void A_resolver_writes_also_numbers_in_lists_of_numbers()
    {
        var tracker = new ChangeTracker(new TrackerOptions { Resolver = new Typing() });
        Assert.Equal("[\"#1\",\"#2\"]", $"{tracker.CreateVariable(new List<int> { 1, 2 }).ValueJson}");
    }

    [Fact]
    public void Errors_say_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        CultureInfo.CurrentCulture = culture;
        try
        {
            var tracker = new ChangeTracker();
            var none = tracker.CreateVariable(tracker.CreateVariable(new Dictionary<int, int>()), "-6");
            Assert.EndsWith("has no key '-6'", none.Error?.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lists_of_structs_that_hold_nothing_that_can_change_are_compared_without_an_allocation()
    {
        var places = Enumerable.Range(0, 100).Select(i => new Point(i, i)).ToList();
        var tracker = new ChangeTracker(new TrackerOptions { DetectsConcurrentUse = false });
        var list = tracker.CreateVariable(places);
        var pair = tracker.CreateVariable(new Point?[] { new(1, 2), null });
        Assert.Equal("[{\"X\":1,\"Y\":2},null]", $"{pair.ValueJson}");
        for (var i = 0; i < 50; i++) _ = tracker.DetectChanges();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) _ = tracker.DetectChanges();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        places[7] = new Point(7, -7);
        var change = Assert.Single(tracker.DetectChanges());
        Assert.Equal(list.Id, change.VariableId);
        Assert.Equal("""[{"op":"replace","path":"/7/Y","value":-7}]""", Right(change.Difference().Map(it => $"{it.ToJsonPatch()}")));
        places[7] = new Point(7, 7);
        places[8] = new Point(8, 8);
        Assert.Single(tracker.DetectChanges());
        Assert.Equal("{\"X\":7,\"Y\":7}", $"{((Value.List)list.ValueJson!)[7]}");
    }

    [Fact]
    public void A_struct_that_holds_an_object_is_the_same_as_long_as_it_holds_that()
    {
        var (one, other) = (new Link(), new Link());
        var holder = new Holder { Held = new Held(one) };
        var tracker = new ChangeTracker();
        var held = tracker.CreateVariable(tracker.CreateVariable(holder), "Held");
        var number = tracker.CreateVariable(held, "Link.Number");
        _ = tracker.DetectChanges();
        var state = tracker.State;
        Assert.Empty(tracker.DetectChanges());
        Assert.Same(state, tracker.State);

        holder.Held = new Held(other);
        Assert.Empty(tracker.DetectChanges());
        other.Number = 5;
        Assert.Equal([held.Id, number.Id], tracker.DetectChanges().Select(it => it.VariableId));
    }

    [Fact]
    public void A_wrapper_outlives_what_does_not_say_how_its_variable_is_looked_at()
    {
        var resolver = new Typing();
        var tracker = new ChangeTracker(new TrackerOptions { Resolver = resolver });
        var address = tracker.CreateVariable(tracker.CreateVariable(_person), "Address?wrapper=yes");
        var wrapper = address.Wrapper;
        Assert.NotNull(wrapper);
        _ = tracker.DetectChanges();
        address.SetProperty("label", "home");
        _ = tracker.DetectChanges();
        Assert.Same(wrapper, address.Wrapper);
        address.SetProperty("wrapper", "another");
        Assert.NotSame(wrapper, address.Wrapper);
    }

    [Fact]
    public void Properties_without_a_name_or_a_value_are_a_bug_of_the_caller()
    {
        var tracker = new ChangeTracker();
        _ = Assert.Throws<ArgumentException>(() => tracker.CreateVariable(1, properties: [new("a", null!)]));
        _ = Assert.Throws<ArgumentException>(() => tracker.CreateVariable(1, properties: [new(null!, "a")]));
    }

    [Fact]
    public void A_struct_in_a_list_that_looks_like_a_reference_is_none()
    {
        var tracker = new ChangeTracker();
        Assert.Equal("""[{"content":{"obj":1}}]""", $"{tracker.CreateVariable(new List<Marked> { new(1) }).ValueJson}");
    }

    [Fact]
    public void A_path_of_very_many_steps_is_read_without_code_for_all_of_them()
    {
        const int Steps = 20_000;
        var head = new Link();
        var end = head;
        for (var i = 0; i < Steps; i++) end = end.Next = new Link();
        var tracker = new ChangeTracker();
        var number = tracker.CreateVariable(
            tracker.CreateVariable(head), string.Join('.', Enumerable.Repeat("Next", Steps)) + ".Number");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 60; i++) _ = tracker.DetectChanges();
        end.Number = 5;
        Assert.Equal([number.Id], tracker.DetectChanges().Select(it => it.VariableId));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_member_that_is_not_there_is_told_without_looking_for_it_again()
    {
        var tracker = new ChangeTracker();
        var missing = tracker.CreateVariable(tracker.CreateVariable(_person), "Nam");
        _ = tracker.DetectChanges();
        var error = missing.Error;
        _ = tracker.DetectChanges();
        Assert.NotNull(error);
        Assert.Same(error, missing.Error);
    }

    [Fact]
    public void An_interval_that_nobody_can_wait_for_is_refused_at_once()
    {
        var tracker = new ChangeTracker();
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => tracker.Poll(TimeSpan.MaxValue));
        _ = Assert.Throws<ArgumentOutOfRangeException>(
            () => { _ = tracker.PollAsync(TimeSpan.FromDays(50), _ => { }, CancellationToken.None); });
    }

    private static TrackingFault FaultOf(Variable variable) =>
        Assert.IsType<TimelineError.Tracking>(variable.Error).Fault;

    [Fact]
    public void What_a_look_remembers_keeps_no_later_step_from_being_seen()
    {
        var tracker = new ChangeTracker(new TrackerOptions { ReadsBeforeCode = 1 });
        var root = tracker.CreateVariable(new Settings("dark", 3, []));
        var theme = tracker.CreateVariable(root, "Theme");
        for (var i = 0; i < 3; i++) Assert.Empty(tracker.DetectChanges());
        theme.Active = false;
        Assert.Empty(tracker.DetectChanges());
        theme.Active = true;
        for (var i = 0; i < 3; i++) Assert.Empty(tracker.DetectChanges());
        theme.SetProperty("path", "Size");
        Assert.True(Assert.Single(tracker.DetectChanges(), it => it.ValueChanged).After!.ToJson() == Value.Of(3));
        Assert.Empty(tracker.DetectChanges());
    }

    private readonly record struct Marked([property: System.Text.Json.Serialization.JsonPropertyName("obj")] int Number);

    private readonly record struct Held(Link Link);

    private sealed class Holder
    {
        public Held Held { get; set; }
    }

    private sealed class Link
    {
        public Link? Next { get; set; }

        public int Number { get; set; }
    }

    private sealed class Typing : IResolver
    {
        public bool Fails { get; init; }

        public bool HidesSize { get; set; }

        public string Suffix { get; set; } = "";

        public object? Get(object container, PathStep step) => HidesSize && step.Name == "Size"
            ? throw new InvalidOperationException("hidden")
            : IResolver.Default.Get(container, step);

        public string? TypeOf(object value) => Fails
            ? throw new TimelineException(new TimelineError.Tracking(TrackingFault.BadReference, 0, "", "no type"))
            : value.GetType().Name + Suffix;

        public object? CreateWrapper(Variable variable, object value) => new object[] { value };

        public Value? ToValueJson(object value) => value is int number ? Value.Of($"#{number}") : null;
    }
}
