using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

public sealed class JsonPatchTests
{
    /// <summary>The examples of RFC 6902, Appendix A that succeed: document, patch, result.</summary>
    public static TheoryData<string, string, string, string> Examples => new()
    {
        { "A.1 add a member", """{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""" },
        { "A.2 add an element", """{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""" },
        { "A.3 remove a member", """{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""" },
        { "A.4 remove an element", """{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""" },
        { "A.5 replace a value", """{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""" },
        { "A.6 move a value", """{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""", """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""" },
        { "A.7 move an element", """{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""" },
        { "A.8 test: success", """{"baz":"qux","foo":["a",2,"c"]}""", """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}""" },
        { "A.10 add a nested member", """{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""" },
        { "A.11 unknown members are ignored", """{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""" },
        { "A.14 escapes in order", """{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""" },
        { "A.16 add a list to a list", """{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""" },
        { "4.1 add replaces an existing member", """{"a":1,"b":2}""", """[{"op":"add","path":"/a","value":[3]}]""", """{"a":[3],"b":2}""" },
        { "4.1 add at the root replaces the document", """{"a":1}""", """[{"op":"add","path":"","value":[3]}]""", "[3]" },
        { "4.2 an index that was shifted", "[1,2,3]", """[{"op":"remove","path":"/0"},{"op":"remove","path":"/0"}]""", "[3]" },
        { "4.4 move onto an existing member", """{"a":1,"b":2}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""" },
        { "4.4 move out over its own parent", """{"a":{"b":{"c":1}}}""", """[{"op":"move","from":"/a/b","path":"/a"}]""", """{"a":{"c":1}}""" },
        { "4.4 move out of an element to before it", """[{"a":1},2]""", """[{"op":"move","from":"/0/a","path":"/0"}]""", """[1,{},2]""" },
        { "4.4 move to the root", """{"a":[1]}""", """[{"op":"move","from":"/a","path":""}]""", "[1]" },
        { "4.4 move to itself changes nothing", """{"a":1,"b":2}""", """[{"op":"move","from":"/a","path":"/a"}]""", """{"a":1,"b":2}""" },
        { "4.5 copy", """{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/c"}]""", """{"a":{"b":1},"c":{"b":1}}""" },
        { "4.5 copy into itself", """{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/a/c"}]""", """{"a":{"b":1,"c":{"b":1}}}""" },
        { "4.6 numbers are equal by value", """{"a":1.0}""", """[{"op":"test","path":"/a","value":10e-1}]""", """{"a":1.0}""" },
        { "4.6 members are equal in any order", """{"a":{"b":1,"c":2}}""", """[{"op":"test","path":"/a","value":{"c":2,"b":1}}]""", """{"a":{"b":1,"c":2}}""" },
        { "the empty key", """{"":1}""", """[{"op":"replace","path":"/","value":2}]""", """{"":2}""" },
        { "a key of digits", """{"0":1}""", """[{"op":"replace","path":"/0","value":2}]""", """{"0":2}""" },
        { "before places a new key", """{"a":1,"b":2}""", """[{"op":"add","path":"/c","value":3,"before":"b"}]""", """{"a":1,"c":3,"b":2}""" },
        { "before a key that is not there", """{"a":1,"b":2}""", """[{"op":"add","path":"/c","value":3,"before":"x"}]""", """{"a":1,"b":2,"c":3}""" },
        { "before reorders", """{"a":1,"b":2}""", """[{"op":"move","from":"/b","path":"/b","before":"a"}]""", """{"b":2,"a":1}""" },
        { "before null is the end", """{"a":1,"b":2}""", """[{"op":"move","from":"/a","path":"/a","before":null}]""", """{"b":2,"a":1}""" },
    };

    /// <summary>The examples of RFC 6902, Appendix A that fail, and more: document, patch, index and path of the failure.</summary>
    public static TheoryData<string, string, string, int, string> Failures => new()
    {
        { "A.9 test: error", """{"baz":"qux"}""", """[{"op":"test","path":"/baz","value":"bar"}]""", 0, "/baz" },
        { "A.12 add to a missing parent", """{"foo":"bar"}""", """[{"op":"add","path":"/baz/bat","value":"qux"}]""", 0, "/baz" },
        { "A.15 text is no number", """{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":"10"}]""", 0, "/~01" },
        { "5 the second operation fails", "[1]", """[{"op":"add","path":"/-","value":2},{"op":"remove","path":"/2"}]""", 1, "/2" },
        { "remove the root", "[1]", """[{"op":"remove","path":""}]""", 0, "" },
        { "add beyond the end", "[1]", """[{"op":"add","path":"/2","value":2}]""", 0, "/2" },
        { "a leading zero is no index", "[1,2]", """[{"op":"remove","path":"/01"}]""", 0, "/01" },
        { "remove at the end mark", "[1]", """[{"op":"remove","path":"/-"}]""", 0, "/-" },
        { "replace a missing member", "{}", """[{"op":"replace","path":"/a","value":1}]""", 0, "/a" },
        { "into a scalar", """{"a":1}""", """[{"op":"add","path":"/a/b","value":1}]""", 0, "/a/b" },
        { "move into itself", """{"a":{"b":1}}""", """[{"op":"move","from":"/a","path":"/a/b"}]""", 0, "/a/b" },
        { "move what is not there", "{}", """[{"op":"move","from":"/a","path":"/b"}]""", 0, "/a" },
        { "move out and nowhere", """{"a":1}""", """[{"op":"move","from":"/a","path":"/b/c"}]""", 0, "/b" },
        { "copy what is not there", "{}", """[{"op":"copy","from":"/a","path":"/b"}]""", 0, "/a" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_examples_of_the_standard_give_their_results(string name, string document, string patch, string result)
    {
        var before = Json(document);
        var operations = Right(JsonPatch.Parse(patch));
        Assert.NotEmpty(name);
        Assert.Equal(result, Right(operations.Apply(before)).ToString());
        var recovered = Right(operations.ToPatch(before));
        Assert.Equal(result, Right(recovered.Apply(before)).ToString());
        Assert.Equal(document, Right(recovered.Invert().Apply(Json(result))).ToString());
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_cannot_be_carried_out_names_its_operation_and_changes_nothing(
        string name, string document, string patch, int index, string path)
    {
        var before = Json(document);
        var error = Assert.IsType<TimelineError.JsonPatchFailed>(Left(Right(JsonPatch.Parse(patch)).Apply(before)));
        Assert.NotEmpty(name);
        Assert.Equal((index, path), (error.Index, error.Path));
        Assert.Equal(document, before.ToString());
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{}", -1)]
    [InlineData("[1]", 0)]
    [InlineData("""[{"path":"/a"}]""", 0)]
    [InlineData("""[{"op":"add","value":1}]""", 0)]
    [InlineData("""[{"op":"add","path":"/a"}]""", 0)]
    [InlineData("""[{"op":"remove","path":"/a"},{"op":"spam","path":"/a"}]""", 1)]
    [InlineData("""[{"op":"move","path":"/a"}]""", 0)]
    [InlineData("""[{"op":"remove","path":"a"}]""", 0)]
    [InlineData("""[{"op":"remove","path":"/~2"}]""", 0)]
    [InlineData("""[{"op":"remove","path":1}]""", 0)]
    [InlineData("""[{"op":["add"],"path":"/a","value":1}]""", 0)]
    public void What_is_no_JSON_Patch_is_refused_with_the_place(string text, int index)
    {
        var error = Assert.IsType<TimelineError.JsonPatchInvalid>(Left(JsonPatch.Parse(text)));
        Assert.Equal(index, error.Index);
    }

    [Fact]
    public void A_member_given_twice_is_refused() => // A.13
        Assert.IsType<TimelineError.JsonInvalid>(
            Left(JsonPatch.Parse("""[{"op":"add","path":"/baz","value":"qux","op":"remove"}]""")));

    [Fact]
    public void A_patch_cannot_build_a_value_that_is_too_deep()
    {
        var patch = Right(JsonPatch.Parse("""[{"op":"copy","from":"/a","path":"/a/a"}]"""));
        var value = Json("""{"a":{}}""");
        for (var i = 0; i < 600; i++)
        {
            var next = patch.Apply(value);
            if (next.IsRight)
            {
                value = Right(next);
                continue;
            }

            Assert.Contains("deep", Left(next).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("the value grew without end");
    }

    [Fact]
    public void A_patch_cannot_double_a_document_without_end()
    {
        var doubling = Enumerable.Range(0, 60).Select(_ => """{"op":"copy","from":"","path":"/-"}""");
        var error = Left(Right(JsonPatch.Parse($"[{string.Join(',', doubling)}]")).Apply(Json("[1]")));
        Assert.Contains("copies too much", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_moved_out_of_an_element_to_before_it_can_be_taken_back()
    {
        var before = Json("""[{"a":1},2]""");
        var moved = Right(JsonPatch.Parse("""[{"op":"move","from":"/0/a","path":"/0"}]"""));
        var patch = Right(moved.ToPatch(before));
        Assert.Equal("[1,{},2]", Right(patch.Apply(before)).ToString());
        Assert.Equal(before, Right(patch.Invert().Apply(Right(patch.Apply(before)))));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void A_patch_with_the_deepest_value_of_a_document_reads_back(int depth, bool isRead)
    {
        var value = Enumerable.Range(0, depth).Aggregate(Value.Of(1), (inner, _) => Value.List.From([inner]));
        var patch = JsonPatch.From([new JsonPatchOperation.Add(ValuePath.Root, value)]);
        Assert.Equal(isRead, JsonPatch.Parse(patch.ToUtf8()).IsRight);
    }

    [Fact]
    public void A_key_that_is_no_text_is_refused_where_the_change_is_made()
    {
        var place = ValuePath.Root.Append("a");
        _ = Assert.Throws<ArgumentException>(() => ValuePath.Root.Append("\ud800"));
        _ = Assert.Throws<ArgumentException>(() => new Change.Added(place, Value.Of(1), "\ud800"));
        _ = Assert.Throws<ArgumentException>(() => new JsonPatchOperation.Add(place, Value.Of(1), "\ud800"));
    }
}
