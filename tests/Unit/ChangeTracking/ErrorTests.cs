using Timeline.ChangeTracking;
using Timeline.Tracking;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>What cannot be done: its kind, its words, and a state that is as before.</summary>
public sealed class ErrorTests
{
    private readonly ChangeTracker _tracker = new();
    private readonly Person _person = new();
    private readonly Variable _root;

    public ErrorTests() => _root = _tracker.CreateVariable(_person);

    public static TheoryData<string, TrackingFault> Unreadable => new()
    {
        { "Nam", TrackingFault.Path },
        { "Data.missing", TrackingFault.Path },
        { "Address.Broken", TrackingFault.Path },
        { "Scores.3", TrackingFault.BadIndex },
        { "Name.0.x", TrackingFault.BadIndex },
        { "Address.0", TrackingFault.BadIndex },
        { "Data.nothing.x", TrackingFault.NilPath },
        { "Whine()", TrackingFault.BadCall },
        { "Nothing()", TrackingFault.BadCall },
        { "Rename()", TrackingFault.BadCall },
        { "Poke()", TrackingFault.BadCall },
        { "Friends", TrackingFault.BadReference },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void A_variable_that_cannot_be_read_is_there_and_says_why(string path, TrackingFault fault)
    {
        _person.Data["nothing"] = null;
        _person.Friends.Add(new Person());
        var variable = _tracker.CreateVariable(_root, path);
        var error = Assert.IsType<TimelineError.Tracking>(variable.Error);
        Assert.Equal((fault, variable.Id, path), (error.Fault, error.Variable, error.Path));
        Assert.Null(variable.Value);
        Assert.Null(variable.ValueJson);

        _ = _tracker.DetectChanges();
        var state = _tracker.State;
        Assert.Empty(_tracker.DetectChanges());
        Assert.Same(state, _tracker.State);
        Assert.Equal(fault, Assert.IsType<TimelineError.Tracking>(variable.Error).Fault);
        if (fault == TrackingFault.BadReference) return;
        Assert.False(variable.TryGet(out _));
        Assert.Equal(fault, FaultOf(() => variable.Get()).Fault);
    }

    public static TheoryData<string, TrackingFault, string> Refused => new()
    {
        { "a..b", TrackingFault.Path, "" },
        { "Rename(_)", TrackingFault.BadAccess, "w or action" },
        { "Rename(_).x?access=w", TrackingFault.BadSetterCall, "" },
        { "Greeting()?access=w", TrackingFault.BadAccess, "rw, r or action" },
        { "Name?access=x", TrackingFault.BadAccess, "rw, r, w or action" },
        { "Name?priority=urgent", TrackingFault.BadProperty, "low, medium or high" },
        { "Name?capture=all", TrackingFault.BadProperty, "content or reference" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_does_not_go_together_creates_nothing(string path, TrackingFault fault, string words) =>
        Refuses(fault, words, () => _tracker.CreateVariable(_root, path));

    [Fact]
    public void Ids_and_parents_are_checked()
    {
        Refuses(TrackingFault.BadId, "already", () => _tracker.CreateVariable(1, id: 1));
        Refuses(TrackingFault.BadParent, "99", () => _tracker.CreateVariable(null, 99, "Name"));
        Refuses(TrackingFault.BadParent, "not both", () => _tracker.CreateVariable(1, 1, "Name"));
        Refuses(TrackingFault.Path, "root", () => _tracker.CreateVariable(_person, path: "Name"));
        var given = _tracker.Register(new object());
        Refuses(TrackingFault.BadId, "object", () => _tracker.CreateVariable(1, id: given));
    }

    [Fact]
    public void What_is_destroyed_is_not_found()
    {
        var name = _tracker.CreateVariable(_root, "Name");
        Assert.True(name.Destroy());
        Action[] uses =
        [
            () => name.Get(), () => name.TryGet(out _), () => name.Set("x"), () => name.SetProperty("a", "b"),
            () => name.Active = false, () => _ = name.Value, () => _ = name.Children, () => _tracker.ChangeAll(name.Id),
        ];
        foreach (var use in uses) Refuses(TrackingFault.NotFound, "no such variable", use);
        Assert.Null(name.Error);
    }

    [Fact]
    public void Access_forbids()
    {
        var read = _tracker.CreateVariable(_root, "Name?access=r");
        var write = _tracker.CreateVariable(_root, "Name?access=w");
        var call = _tracker.CreateVariable(_root, "Rename(_)?access=action");
        Refuses(TrackingFault.BadAccess, "its access is r: create it with rw to set it", () => read.Set("x"));
        Refuses(TrackingFault.BadAccess, "its access is w: create it with rw or r to get it", () => write.Get());
        Refuses(TrackingFault.BadAccess, "its access is action: a path that ends in a call", () => call.Get());
        Assert.Equal("Alice", _person.Name);
        Assert.Equal(TrackingFault.BadAccess, Assert.IsType<TimelineError.Tracking>(read.Error).Fault);
        _ = _tracker.DetectChanges();
        Assert.Null(read.Error);
    }

    public static TheoryData<string, object?, TrackingFault> Unset => new()
    {
        { "Age", "thirty", TrackingFault.Path },
        { "Age", null, TrackingFault.Path },
        { "Age", 1.5, TrackingFault.Path },
        { "Address.Fixed", "x", TrackingFault.Path },
        { "Address.None", "x", TrackingFault.Path },
        { "Scores.9", 1, TrackingFault.BadIndex },
        { "Settings.Theme", "x", TrackingFault.Path },
        { "Data.none.x", 1, TrackingFault.Path },
    };

    [Theory]
    [MemberData(nameof(Unset))]
    public void A_set_that_fails_changes_nothing(string path, object? value, TrackingFault fault)
    {
        var variable = _tracker.CreateVariable(_root, path);
        var json = $"{variable.ValueJson}";
        Refuses(fault, "", () => variable.Set(value));
        Assert.Equal(json, $"{variable.ValueJson}");
        Assert.NotNull(variable.Error);
    }

    [Fact]
    public void A_null_on_the_way_is_named()
    {
        var city = _tracker.CreateVariable(_root, "Address.City");
        _person.Address = null;
        Assert.Equal(TrackingFault.NilPath, FaultOf(() => city.Get()).Fault);
        Assert.Equal(TrackingFault.NilPath, FaultOf(() => city.Set("x")).Fault);
        Assert.Equal("variable 2, 'Address.City': Address is null, where City was to follow", city.Error!.Message.Replace('"', '\''));
        Assert.Empty(_tracker.DetectChanges());
        Assert.Equal("Boston", city.Value);
        _person.Address = new Address { City = "Rome" };
        Assert.Single(_tracker.DetectChanges());
        Assert.Null(city.Error);
    }

    [Fact]
    public void What_a_getter_throws_is_the_cause()
    {
        var broken = _tracker.CreateVariable(_root, "Address.Broken");
        var error = Assert.IsType<TimelineError.Tracking>(broken.Error);
        Assert.Equal("broken getter", Assert.IsType<InvalidOperationException>(error.Cause).Message);
        var content = FaultOf(() => _tracker.CreateVariable(_person, path: "?capture=content"));
        Assert.Equal((TrackingFault.Path, "broken getter"), (content.Fault, content.Cause?.Message));
    }

    [Fact]
    public void A_property_is_checked_before_it_is_set()
    {
        var name = _tracker.CreateVariable(_root, "Name");
        Refuses(TrackingFault.BadAccess, "rw, r, w or action", () => name.SetProperty("access", "x"));
        Refuses(TrackingFault.BadAccess, "w or action", () => name.SetProperty("path", "Rename(_)"));
        Refuses(TrackingFault.Path, "", () => name.SetProperty("path", "a..b"));
        Refuses(TrackingFault.BadProperty, "low, medium or high", () => name.SetProperty("priority", "x"));
        Refuses(TrackingFault.BadProperty, "content or reference", () => name.SetProperty("capture", "x"));
        Refuses(TrackingFault.BadProperty, "name", () => name.SetProperty(":high", "x"));
    }

    [Fact]
    public void An_object_that_only_a_list_holds_is_refused_unless_all_are_registered()
    {
        object list = new List<object> { new Person() };
        Refuses(TrackingFault.BadReference, "Person", () => _tracker.CreateVariable(list));
        Refuses(TrackingFault.BadReference, "Person", () => _root.Set(list));
        Assert.Same(_person, _root.Value);
        Refuses(TrackingFault.BadReference, "Person", () => _tracker.ToValueJson(list));
        var lenient = new ChangeTracker(new TrackerOptions { RegistersObjects = true });
        Assert.Equal("[{\"obj\":2}]", $"{lenient.CreateVariable(list).ValueJson}");
        Assert.Equal(3, lenient.CreateVariable(1).Id);
    }

    [Fact]
    public void What_refers_to_nothing_is_quoted_in_a_line_that_can_be_read()
    {
        var failure = Assert.Throws<TimelineException>(
            () => _tracker.FromValueJson($"[{{\"obj\":\"{new string('x', 100_000)}\"}}]"));
        Assert.InRange(failure.Message.Length, 40, 300);
    }

    [Fact]
    public void References_that_lead_nowhere_are_refused()
    {
        Refuses(TrackingFault.BadReference, "42", () => _tracker.FromValueJson("[1,[{\"obj\":42}]]"));
        Assert.Throws<TimelineException>(() => _tracker.FromValueJson("[1"));
        foreach (var none in (string[])["\"x\"", "1.5", "null", "[1]", "1e30"])
            Refuses(TrackingFault.BadReference, "whole number", () => _tracker.FromValueJson($"[{{\"obj\":{none}}}]"));
        Assert.Equal("{\"obj\":\"x\"}", $"{_tracker.FromValueJson("{\"content\":{\"obj\":\"x\"}}")}");
    }

    [Fact]
    public void A_list_that_holds_itself_or_content_without_end_is_an_error()
    {
        var list = new List<object?>();
        list.Add(list);
        Refuses(TrackingFault.Path, "holds itself", () => _tracker.CreateVariable(list));
        var loop = new Dictionary<string, object>();
        loop["loop"] = loop;
        Refuses(TrackingFault.Path, "leads back", () => _tracker.CreateVariable(loop, path: "?capture=content"));
        object deep = 1;
        for (var i = 0; i < 100_000; i++) deep = new[] { deep };
        Refuses(TrackingFault.Path, "deeper", () => _tracker.CreateVariable(deep));
    }

    [Fact]
    public void A_list_that_comes_to_hold_itself_is_an_error_and_what_was_seen_stays()
    {
        var list = new List<object?> { 1 };
        var variable = _tracker.CreateVariable(list);
        _ = _tracker.DetectChanges();
        list.Add(list);
        Assert.Empty(_tracker.DetectChanges());
        Assert.Contains("holds itself", variable.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("[1]", $"{variable.ValueJson}");
    }

    [Fact]
    public void Bugs_of_the_caller_are_argument_exceptions()
    {
        Assert.Throws<ArgumentNullException>(() => _tracker.CreateVariable(1, path: null!));
        Assert.Throws<ArgumentNullException>(() => _tracker.Register(null!));
        Assert.Throws<ArgumentException>(() => _tracker.Register(1));
        Assert.Throws<ArgumentNullException>(() => _tracker.Restore(null!));
        Assert.Throws<ArgumentNullException>(() => _root.SetProperty(null!, ""));
        Assert.Throws<ArgumentException>(() => new ChangeTracker().CreateVariable(_root, "Name"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _tracker.Poll(TimeSpan.Zero));
    }

    [Fact]
    public void A_path_that_was_forgotten_is_found_out()
    {
        Assert.Contains("path", Assert.Throws<ArgumentException>(() => _tracker.CreateVariable(_root)).Message, StringComparison.Ordinal);
        Assert.Contains("(object?)null", Assert.Throws<ArgumentNullException>(() => _tracker.CreateVariable(null!, path: "")).Message, StringComparison.Ordinal);
        Assert.Null(_tracker.CreateVariable((object?)null).Value);
    }

    [Fact]
    public void A_method_that_was_written_as_a_member_is_said_to_be_one()
    {
        Assert.Contains("write Greeting()", _tracker.CreateVariable(_root, "Greeting").Error!.Message, StringComparison.Ordinal);
        Assert.Contains("write Rename(_)", _tracker.CreateVariable(_root, "Rename").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detection_tells_what_it_could_not_look_at()
    {
        Assert.Empty(_tracker.Faults);
        var none = _tracker.Faults;
        var city = _tracker.CreateVariable(_root, "Address.City");
        _ = _tracker.DetectChanges();
        Assert.Same(none, _tracker.Faults);
        _person.Address = null;
        Assert.Empty(_tracker.DetectChanges());
        var fault = Assert.Single(_tracker.Faults);
        Assert.Equal((city.Id, city.Error), (fault.VariableId, fault.Error));
        _person.Address = new Address();
        _ = _tracker.DetectChanges();
        Assert.Same(none, _tracker.Faults);
    }

    private static TimelineError.Tracking FaultOf(Action act) =>
        Assert.IsType<TimelineError.Tracking>(Assert.Throws<TimelineException>(act).Error);

    private void Refuses(TrackingFault fault, string words, Action act)
    {
        var state = _tracker.State;
        var error = FaultOf(act);
        Assert.True(fault == error.Fault, $"{error.Fault}: {error.Message}");
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Same(state, _tracker.State);
    }
}
