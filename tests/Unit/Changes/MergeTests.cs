using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

public sealed class MergeTests
{
    private static readonly DiffOptions Named = new() { IdentityKeys = ["id"] };

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":3}""", ConflictKind.BothChanged, "/a")]
    [InlineData("""{"a":1}""", """{"a":"2"}""", """{"a":3}""", ConflictKind.Type, "/a")]
    [InlineData("""{"a":1}""", "{}", """{"a":3}""", ConflictKind.ChangedAndRemoved, "/a")]
    [InlineData("{}", """{"a":2}""", """{"a":3}""", ConflictKind.BothAdded, "/a")]
    [InlineData("[1]", "[1,2]", "[1,3]", ConflictKind.Order, "/1")]
    public void A_conflict_says_what_both_sides_did(
        string before, string ours, string theirs, ConflictKind kind, string path)
    {
        var merged = Merge.ThreeWay(Json(before), Json(ours), Json(theirs), MergePolicy.Fail);
        var conflict = Assert.Single(merged.Conflicts);
        Assert.Equal((kind, path), (conflict.Kind, conflict.Path.ToString()));
        Assert.False(merged.IsResolved);
        Assert.Equal(Json(before), merged.Value);
    }

    [Theory]
    [InlineData("""{"a":1,"b":1,"c":1}""", """{"a":2,"b":1,"c":1}""", """{"a":1,"b":1,"c":3,"d":4}""", """{"a":2,"b":1,"c":3,"d":4}""")]
    [InlineData("[1,2,3,4]", "[0,1,2,3,4]", "[1,2,4]", "[0,1,2,4]")]
    [InlineData("""[{"x":1,"y":1}]""", """[{"x":2,"y":1}]""", """[{"x":1,"y":2}]""", """[{"x":2,"y":2}]""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", """{"a":1,"b":3}""", """{"b":3,"a":1}""")]
    [InlineData("[]", "[5]", "[5,6]", "[5,6]")]
    public void What_both_sides_did_in_different_places_is_kept(string before, string ours, string theirs, string result)
    {
        var merged = Merge.ThreeWay(Json(before), Json(ours), Json(theirs), MergePolicy.Fail);
        Assert.Empty(merged.Conflicts);
        Assert.Equal(result, merged.Value.ToString());
    }

    [Theory]
    [InlineData("""[{"id":1},{"id":2},{"id":3}]""", """[{"id":3},{"id":1},{"id":2}]""", """[{"id":1},{"id":2},{"id":3,"a":1}]""", """[{"id":3,"a":1},{"id":1},{"id":2}]""")]
    [InlineData("[]", """[{"id":2}]""", """[{"id":1}]""", """[{"id":1},{"id":2}]""")]
    [InlineData("[]", """[{"id":2,"a":1}]""", """[{"id":2,"b":1}]""", """[{"id":2,"a":1,"b":1}]""")]
    public void Elements_with_names_keep_their_identity(string before, string ours, string theirs, string result)
    {
        var merged = Merge.ThreeWay(Json(before), Json(ours), Json(theirs), MergePolicy.Fail, Named);
        Assert.Empty(merged.Conflicts);
        Assert.Equal(result, merged.Value.ToString());
    }

    [Fact]
    public void A_policy_takes_its_side()
    {
        var (before, ours, theirs) = (Json("""{"a":1,"b":1}"""), Json("""{"a":2,"b":1}"""), Json("""{"b":7}"""));
        Assert.Equal("""{"a":2,"b":7}""", Merge.ThreeWay(before, ours, theirs, MergePolicy.Ours).Value.ToString());
        Assert.Equal("""{"b":7}""", Merge.ThreeWay(before, ours, theirs, MergePolicy.Theirs).Value.ToString());
    }

    [Fact]
    public void An_order_that_is_open_keeps_both_whichever_side_goes_first()
    {
        var (before, ours, theirs) = (Json("[1]"), Json("[1,2]"), Json("[1,3]"));
        Assert.Equal("[1,2,3]", Merge.ThreeWay(before, ours, theirs, MergePolicy.Ours).Value.ToString());
        Assert.Equal("[1,3,2]", Merge.ThreeWay(before, ours, theirs, MergePolicy.Theirs).Value.ToString());
    }

    [Fact]
    public void Swapping_the_sides_of_an_open_conflict_of_places_gives_the_same_conflicts()
    {
        var (before, ours, theirs) = (
            Json("""[{"a":1},[1],[2]]"""), Json("""["s",{},[1],"t",[2],{"a":1}]"""), Json("""[[1],{"a":1}]"""));
        var one = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
        var other = Merge.ThreeWay(before, theirs, ours, MergePolicy.Fail);
        Assert.Equal(
            one.Conflicts.Select(conflict => (conflict.Path, conflict.Kind, conflict.Ours, conflict.Theirs)),
            other.Conflicts.Select(conflict => (conflict.Path, conflict.Kind, conflict.Theirs, conflict.Ours)));
    }

    /// <summary>So many that work which grows with the square would not end.</summary>
    [Fact]
    public void Many_arrivals_on_both_sides_are_joined()
    {
        var (ours, theirs) = (Arrivals(0), Arrivals(50_000));
        var merged = Merge.ThreeWay(Value.List.Empty, ours, theirs, MergePolicy.Ours, Named);
        Assert.Equal(150_000, Assert.IsType<Value.List>(merged.Value).Count);

        static Value.List Arrivals(int first) => Value.List.From(
            Enumerable.Range(first, 100_000).Select(id => Value.Map.Empty.Set("id", Value.Of(id))));
    }

    [Fact]
    public void New_keys_keep_their_order_where_the_keys_between_them_are_gone()
    {
        var before = Value.Map.From(Enumerable.Range(0, 3000).Select(i => KeyValuePair.Create($"k{i}", Value.Of(i))));
        var theirs = before.Keys.Aggregate(before, (map, key) => map.Insert("new" + key, Value.Of(1), key));
        var ours = Value.Map.Empty.Set("only", Value.Of(1));
        var merged = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
        Assert.Empty(merged.Conflicts);
        Assert.Equal(
            ["only", .. before.Keys.Select(key => "new" + key)], Assert.IsType<Value.Map>(merged.Value).Keys);
    }
}
