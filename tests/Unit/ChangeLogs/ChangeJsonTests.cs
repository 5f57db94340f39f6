using System.Collections.Immutable;
using System.Text;
using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeLogs;

public sealed class ChangeJsonTests
{
    // The format for ever: a log that was written once is read by every later Timeline.
    private const string Golden =
        """
        {"format":1,"id":"0b0f6f3e-0000-4000-8000-000000000001/2","origin":"0b0f6f3e-0000-4000-8000-000000000002/2",
        "time":"2026-01-31T12:00:00.0015000Z","actor":"ada","action":"add","method":"Add","path":"/ports/1","after":443,
        "group":"0b0f6f3e-0000-4000-8000-00000000000f",
        "tree":[{"container":"0b0f6f3e-0000-4000-8000-000000000001","kind":"dictionary","path":""},
        {"container":"0b0f6f3e-0000-4000-8000-000000000002","kind":"list","path":"/ports"}],
        "stack":["at Program.Main() in Program.cs:line 3"]}
        """;

    private static readonly Value.Map Sound = ChangeJson.ToValue(Samples.Added);

    [Fact]
    public void An_entry_is_written_as_it_always_was_and_read_back()
    {
        var golden = Golden.Replace("\n", "", StringComparison.Ordinal);
        Assert.Equal(golden, Encoding.UTF8.GetString(ChangeJson.ToUtf8(Samples.Added)));
        Assert.Equal(Samples.Added, Right(ChangeJson.Parse(Encoding.UTF8.GetBytes(golden))));
    }

    [Fact]
    public void A_container_that_has_a_name_is_told_by_it()
    {
        var (first, second) = (Samples.Added.Tree[0], Samples.Added.Tree[1]);
        var named = Samples.Added with { Tree = [first with { Name = "settings" }, second] };
        var json = ChangeJson.ToUtf8(named);
        Assert.Contains("\"path\":\"\",\"name\":\"settings\"}", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal(named, Right(ChangeJson.Parse(json)));
        Assert.NotEqual(Samples.Added, named);
        Assert.Contains("dictionary 'settings' 0b0f6f3e", ChangeText.Full(named), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => first with { Name = "\ud800" });
    }

    [Fact]
    public void What_says_nothing_is_not_written()
    {
        var keys = ChangeJson.ToValue(Samples.Init).Keys;
        Assert.Equal(["format", "id", "time", "action", "path", "after", "tree"], keys);
    }

    [Fact]
    public void A_null_that_was_there_is_not_the_same_as_nothing()
    {
        var entry = Samples.Replaced with { Before = Samples.Content("null") };
        var read = Right(ChangeJson.Parse(ChangeJson.ToUtf8(entry)));
        Assert.Equal(entry, read);
        Assert.True(read.Before.IsSome);
    }

    [Fact]
    public void Fields_that_a_newer_program_adds_are_passed_over()
    {
        Assert.Equal(Samples.Added, Right(ChangeJson.FromValue(Sound.Set("colour", Value.Of("red")))));
    }

    [Fact]
    public void Another_format_is_refused_with_that_alone()
    {
        var newer = Sound.Set("format", Value.Of(2)).Remove("id");
        Assert.Equal(["format is 2, and this Timeline reads 1; use a newer one"], Faults(newer));
        Assert.Equal(["format is missing"], Faults(Sound.Remove("format")));
        Assert.Equal(["format is not a number"], Faults(Sound.Set("format", Value.Of("1"))));
    }

    [Theory]
    [InlineData("id", "7", "id is not a text")]
    [InlineData("id", "\"7\"", "id is not CONTAINER/NUMBER")]
    [InlineData("id", "\"0b0f6f3e-0000-4000-8000-000000000001/0\"", "id is not CONTAINER/NUMBER")]
    [InlineData("id", null, "id is missing")]
    [InlineData("origin", "\"x/1\"", "origin is not CONTAINER/NUMBER")]
    [InlineData("time", "\"yesterday\"", "time is not a time like 2026-01-31T12:00:00.0000000Z")]
    [InlineData("time", null, "time is missing")]
    [InlineData("actor", "null", "actor is not a text")]
    [InlineData(
        "action", "\"put\"", "action is none of init, add, update, remove, replace, lock, unlock, rolled-back")]
    [InlineData("method", "[]", "method is not a text")]
    [InlineData("path", "\"/~2\"", "path is not a JSON Pointer")]
    [InlineData("path", "\"ports[1]\"", "path is not a JSON Pointer")]
    [InlineData("after", null, "after is missing")]
    [InlineData("group", "\"x\"", "group is not a UUID")]
    [InlineData("tree", "[]", "tree is not a list of containers")]
    [InlineData("tree", "[1]", "tree/0 is not a container")]
    [InlineData("stack", "[1]", "stack is not a list of texts")]
    [InlineData("stack", "\"main\"", "stack is not a list of texts")]
    public void A_field_that_is_wrong_is_named(string field, string? json, string fault)
    {
        var wrong = json is null ? Sound.Remove(field) : Sound.Set(field, Samples.ValueOf(json));
        Assert.Equal([fault], Faults(wrong));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var wrong = Samples.ValueOf(
            """
            {"format": 1, "time": 1, "action": "remove", "path": "",
             "tree": [{"container": "x", "kind": "bag"}]}
            """);
        Assert.Equal(
            [
                "id is missing", "time is not a text", "tree/0/container is not a UUID",
                "tree/0/kind is none of dictionary, list, set, object", "tree/0/path is missing", "before is missing",
            ],
            Faults(wrong));
    }

    [Fact]
    public void A_tree_goes_from_the_container_of_the_log_to_that_of_the_origin()
    {
        var id = Value.Of("0b0f6f3e-0000-4000-8000-00000000000a/2");
        Assert.Equal(["tree does not begin with the container of id"], Faults(Sound.Set("id", id)));
        Assert.Equal(["tree does not end with the container of origin"], Faults(Sound.Set("origin", id)));
    }

    [Fact]
    public void What_is_no_map_or_no_JSON_is_no_entry()
    {
        Assert.Equal(["it is not a map of fields"], Faults(Value.Of(1)));
        Assert.IsType<TimelineError.JsonInvalid>(Left(ChangeJson.Parse("{\"format\": 1"u8)));
    }

    [Fact]
    public void Contents_may_nest_one_level_less_deep_than_values()
    {
        var deep = Nested(Value.MaximumDepth - 1);
        var entry = Samples.Added with { After = ChangeContent.Of(deep) };
        Assert.Equal(entry, Right(ChangeJson.Parse(ChangeJson.ToUtf8(entry))));
        var deeper = entry with { After = ChangeContent.Of(Nested(Value.MaximumDepth)) };
        Assert.Throws<ArgumentException>(() => ChangeJson.ToUtf8(deeper));

        static Value Nested(int depth)
        {
            var value = (Value)Value.List.Empty;
            for (var level = 1; level < depth; level++) value = Value.List.From([value]);
            return value;
        }
    }

    private static ImmutableArray<string> Faults(Value value) =>
        ((TimelineError.ChangeEntryInvalid)Left(ChangeJson.FromValue(value))).Faults;
}
