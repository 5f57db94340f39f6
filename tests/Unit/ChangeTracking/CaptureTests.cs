using System.Collections;
using System.Collections.Immutable;
using System.Data;
using System.Dynamic;
using System.Text.Json.Nodes;
using Timeline.ChangeTracking;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>What is captured of what is at a variable, and what makes a change.</summary>
public sealed class CaptureTests
{
    private readonly ChangeTracker _tracker = new();
    private readonly Person _person = new();

    public static TheoryData<object?, string> Written => new()
    {
        { null, "null" },
        { DBNull.Value, "null" },
        { true, "true" },
        { 1.5m, "1.5" },
        { 'x', "\"x\"" },
        { DayOfWeek.Friday, "5" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "\"2026-01-02T03:04:05Z\"" },
        { System.Numerics.BigInteger.Pow(10, 30) + 1, "1000000000000000000000000000001" },
        { Int128.MaxValue, "170141183460469231731687303715884105727" },
        { UInt128.MaxValue, "340282366920938463463374607431768211455" },
        { (Half)0.1f, "0.1" },
        { new Guid("00000000-0000-0000-0000-000000000001"), "\"00000000-0000-0000-0000-000000000001\"" },
        { JsonValue.Create(7), "7" },
        { (int[])[1, 2], "[1,2]" },
        { new List<string?> { "a", null }, "[\"a\",null]" },
        { (object?[])[1, "b", null, (double[])[2.5]], "[1,\"b\",null,[2.5]]" },
        { new ArrayList { 1, new List<object> { true } }, "[1,[true]]" },
        { new JsonArray(1, new JsonArray("x")), "[1,[\"x\"]]" },
        { new List<Point> { new(1, 2) }, "[{\"X\":1,\"Y\":2}]" },
        { new Choice("a", 1), "{\"Name\":\"a\",\"Value\":1}" },
        { ImmutableList.Create(new Choice("a", 1)), "[{\"Name\":\"a\",\"Value\":1}]" },
        { new Point(3, 4), "{\"X\":3,\"Y\":4}" },
        { KeyValuePair.Create("k", new List<int> { 1 }), "{\"Key\":\"k\",\"Value\":[1]}" },
        { ImmutableDictionary<string, int>.Empty.Add("obj", 1), "{\"content\":{\"obj\":1}}" },
        { ImmutableDictionary<string, int>.Empty.Add("content", 1), "{\"content\":{\"content\":1}}" },
        { ImmutableDictionary<string, int>.Empty.Add("object", 1), "{\"object\":1}" },
        { ImmutableList.Create(ImmutableDictionary<string, int>.Empty.Add("obj", 1)), "[{\"content\":{\"obj\":1}}]" },
        { new Person(), "{\"obj\":1}" },
        { new Dictionary<string, int> { ["a"] = 1 }, "{\"obj\":1}" },
        { new JsonObject { ["a"] = 1 }, "{\"obj\":1}" },
        { new ExpandoObject(), "{\"obj\":1}" },
        { new object(), "{\"obj\":1}" },
        { new HashSet<int> { 1 }, "{\"obj\":1}" },
        { Array.CreateInstance(typeof(int), 1, 1), "{\"obj\":1}" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Each_kind_of_value_has_its_form(object? value, string json) =>
        Assert.Equal(json, $"{_tracker.CreateVariable(value).ValueJson}");

    [Fact]
    public void Another_type_is_another_value_though_it_be_written_alike()
    {
        var root = _tracker.CreateVariable(_person);
        var (any, list) = (_tracker.CreateVariable(root, "Data.any"), _tracker.CreateVariable(root, "Data.list"));
        object?[][] steps =
        [
            [new Round(1), true], [new Round(1), false], [new Flat(1), true], [new Thin(1), true], [new Flat(1), true],
            [1, true], [1L, false], [1.0, false], [ImmutableList.Create(1), true], [ImmutableArray.Create(1), false],
        ];
        foreach (var (value, isChange) in steps.Select(it => (it[0], (bool)it[1]!)))
        {
            (_person.Data["any"], _person.Data["list"]) = (value, new List<object?> { value });
            long[] expected = isChange ? [any.Id, list.Id] : [];
            Assert.Equal(expected, _tracker.DetectChanges().Select(it => it.VariableId));
            Assert.Empty(_tracker.DetectChanges());
        }
    }

    [Fact]
    public void An_object_in_several_places_is_one_reference()
    {
        var root = _tracker.CreateVariable(_person);
        _person.Data["self"] = _person;
        var self = _tracker.CreateVariable(root, "Data.self");
        var address = _tracker.CreateVariable(root, "Address");
        var again = _tracker.CreateVariable(root, "Address");
        Assert.Equal("{\"obj\":1}", $"{self.ValueJson}");
        Assert.Equal(("{\"obj\":3}", "{\"obj\":3}"), ($"{address.ValueJson}", $"{again.ValueJson}"));
    }

    [Fact]
    public void What_happens_inside_an_object_is_no_change_of_it_and_another_object_is()
    {
        var root = _tracker.CreateVariable(_person);
        var address = _tracker.CreateVariable(root, "Address");
        _ = _tracker.DetectChanges();
        _person.Address!.City = "Rome";
        Assert.Empty(_tracker.DetectChanges());
        _person.Address = new Address();
        Assert.Equal([address.Id], _tracker.DetectChanges().Select(it => it.VariableId));
        Assert.Equal("{\"obj\":3}", $"{address.ValueJson}");
    }

    [Fact]
    public void An_object_that_comes_later_gets_the_variable_s_id_if_none_had_it_and_else_one_of_its_own()
    {
        var root = _tracker.CreateVariable(_person);
        _person.Address = null;
        var address = _tracker.CreateVariable(root, "Address");
        _ = _tracker.DetectChanges();
        _person.Address = new Address();
        _ = _tracker.DetectChanges();
        Assert.Equal("{\"obj\":2}", $"{address.ValueJson}");
        _person.Address = new Address();
        _ = _tracker.DetectChanges();
        Assert.Equal("{\"obj\":3}", $"{address.ValueJson}");
        Assert.Equal(4, _tracker.CreateVariable(root, "Name").Id);
    }

    [Fact]
    public void Lists_change_with_each_element_their_number_and_their_order()
    {
        var root = _tracker.CreateVariable(_person);
        var scores = _tracker.CreateVariable(root, "Scores");
        var tags = _tracker.CreateVariable(root, "Tags");
        _ = _tracker.DetectChanges();
        Assert.Equal("~ scores[1,2,3]", Told(() => { }, scores));
        Assert.Equal("! scores[1,9,3]", Told(() => _person.Scores[1] = 9, scores));
        Assert.Equal("! scores[1,9,3,4]", Told(() => _person.Scores.Add(4), scores));
        Assert.Equal("! scores[4,3,9,1]", Told(() => _person.Scores.Reverse(), scores));
        Assert.Equal("~ scores[4,3,9,1]", Told(() => _person.Scores = [4, 3, 9, 1], scores));
        Assert.Equal("! scores[]", Told(() => _person.Scores.Clear(), scores));
        Assert.Equal("! scores[\"a\",null]", Told(() => _person.Tags[1] = null!, tags));
    }

    [Fact]
    public void Lists_of_objects_tell_them_by_their_ids()
    {
        var (alice, bob) = (new Person(), new Person { Name = "Bob" });
        _ = _tracker.CreateVariable(alice);
        _ = _tracker.CreateVariable(bob);
        var people = new List<Person> { alice, bob, alice };
        var list = _tracker.CreateVariable(people);
        Assert.Equal("[{\"obj\":1},{\"obj\":2},{\"obj\":1}]", $"{list.ValueJson}");
        _ = _tracker.DetectChanges();
        bob.Name = "Rob";
        Assert.Empty(_tracker.DetectChanges());
        people.RemoveAt(0);
        Assert.Equal([list.Id], _tracker.DetectChanges().Select(it => it.VariableId));
    }

    [Fact]
    public void An_immutable_tree_tells_what_changed_inside()
    {
        var root = _tracker.CreateVariable(_person);
        _person.Settings = new("dark", 12, [new("a", 1), new("b", 2)]);
        var settings = _tracker.CreateVariable(root, "Settings");
        var theme = _tracker.CreateVariable(settings, "Theme");
        _ = _tracker.DetectChanges();

        _person.Settings = _person.Settings with { Choices = _person.Settings.Choices.SetItem(1, new("b", 3)) };
        var change = Assert.Single(_tracker.DetectChanges());
        Assert.Equal(settings.Id, change.VariableId);
        var patch = change.Difference().Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal("/Choices/1/Value", $"{Assert.Single(patch.Changes).Path}");
        Assert.Equal(change.After!.ToJson(), patch.Apply(change.Before!.ToJson()));

        _person.Settings = new("dark", 12, [new("a", 1), new("b", 3)]);
        Assert.Empty(_tracker.DetectChanges());
        _person.Settings = _person.Settings with { Theme = "light" };
        Assert.Equal([settings.Id, theme.Id], _tracker.DetectChanges().Select(it => it.VariableId));
    }

    [Fact]
    public void Content_that_may_pass_for_a_reference_has_patches_of_what_is_written()
    {
        var root = _tracker.CreateVariable(ImmutableDictionary<string, int>.Empty.Add("obj", 1));
        _ = _tracker.DetectChanges();
        root.Set(ImmutableDictionary<string, int>.Empty.Add("obj", 2));
        var change = Assert.Single(_tracker.DetectChanges());
        var patch = change.Difference().Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal(change.After!.ToJson(), patch.Apply(change.Before!.ToJson()));
    }

    [Fact]
    public void Below_what_never_changes_nothing_is_looked_at()
    {
        var counted = new Counted(1);
        var root = _tracker.CreateVariable(counted);
        _ = _tracker.CreateVariable(root, "Number");
        _ = _tracker.DetectChanges();
        Counted.Reads = 0;
        _ = _tracker.DetectChanges();
        Assert.Equal(0, Counted.Reads);
    }

    [Fact]
    public void An_open_record_is_content_if_nothing_in_it_can_change_and_else_a_reference()
    {
        var tracker = new ChangeTracker();
        Assert.Equal("{\"Inner\":1}", $"{tracker.CreateVariable(new Open(1)).ValueJson}");
        Assert.Equal("{\"obj\":2}", $"{tracker.CreateVariable(new Open(new List<int>())).ValueJson}");
    }

    [Fact]
    public void By_content_a_change_anywhere_inside_is_one_and_tells_what()
    {
        _person.Address = null;
        var identity = _tracker.CreateVariable(_person, path: "?capture=reference");
        var content = _tracker.CreateVariable(_person, path: "?capture=content");
        Assert.Equal("{\"obj\":1}", $"{identity.ValueJson}");
        _ = _tracker.DetectChanges();
        Assert.Empty(_tracker.DetectChanges());
        _person.Friends.Add(new Person { Address = null });
        Assert.Equal([content.Id], _tracker.DetectChanges().Select(it => it.VariableId));
        _person.Friends[0].Scores[2] = 7;
        var patch = Assert.Single(_tracker.DetectChanges()).Difference()
            .Match(it => it, error => throw new InvalidOperationException(error.Message));
        Assert.Equal("/Friends/0/Scores/2", $"{Assert.Single(patch.Changes).Path}");
    }

    [Fact]
    public void By_content_also_what_cannot_be_copied_is_compared()
    {
        var it = new Uncopied();
        var root = _tracker.CreateVariable(it, path: "?capture=content");
        _ = _tracker.DetectChanges();
        Assert.Empty(_tracker.DetectChanges());
        it.Number = 2;
        Assert.Equal("{\"Number\":2}", $"{Assert.Single(_tracker.DetectChanges()).After!.ToJson()}");
        Assert.Equal(1, root.Id);
    }

    [Fact]
    public void Setting_the_property_captures_at_once_in_the_other_way()
    {
        var root = _tracker.CreateVariable(new Dictionary<string, int> { ["a"] = 1 });
        root.SetProperty("capture", "content");
        Assert.Equal("{\"a\":1}", $"{root.ValueJson}");
        root.SetProperty("capture", "");
        Assert.Equal("{\"obj\":1}", $"{root.ValueJson}");
    }

    [Fact]
    public void Rows_dictionaries_nodes_and_expandos_are_walked_into()
    {
        using var table = new DataTable();
        _ = table.Columns.Add("n", typeof(int));
        var row = table.Rows.Add(5);
        dynamic expando = new ExpandoObject();
        expando.n = 6;
        var node = new JsonObject { ["n"] = 7 };
        var map = new Dictionary<string, int> { ["n"] = 8 };
        Variable[] all = [.. new object[] { row, expando, node, map }
            .Select(it => _tracker.CreateVariable(_tracker.CreateVariable(it), "n"))];
        Assert.Equal("5 6 7 8", string.Join(' ', all.Select(it => it.ValueJson)));
        _ = _tracker.DetectChanges();
        (row["n"], expando.n, node["n"], map["n"]) = (15, 16, 17, 18);
        Assert.Equal(4, _tracker.DetectChanges().Count);
        Assert.Equal("15 16 17 18", string.Join(' ', all.Select(it => it.ValueJson)));
    }

    private string Told(Action change, Variable variable)
    {
        change();
        var isTold = _tracker.DetectChanges().Any(it => it.VariableId == variable.Id);
        return $"{(isTold ? '!' : '~')} scores{variable.ValueJson}";
    }

    internal sealed class Counted(int number)
    {
        private readonly int _number = number;

        public static int Reads { get; set; }

        public int Number
        {
            get
            {
                Reads++;
                return _number;
            }
        }
    }

    private sealed record Open(object Inner);

    internal sealed class Uncopied
    {
        private readonly Thread _thread = Thread.CurrentThread;

        public int Number { get; set; } = 1;

        public bool IsMine() => _thread == Thread.CurrentThread;
    }

    private abstract record Form(int Size);

    private sealed record Round(int Size) : Form(Size);

    private sealed record Flat(int Size) : Form(Size);

    private readonly record struct Thin(int Size);
}
