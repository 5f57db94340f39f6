using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

public sealed class SuggestedIdentityTests
{
    [Theory]
    [InlineData("""[{"hex":"1","id":7},{"hex":"2","id":8}]""", "id")]
    [InlineData("""[{"title":"a","name":"x"},{"title":"b","name":"y"}]""", "name")]
    [InlineData("""[{"size":1,"host":"a","port":"1"},{"size":5,"host":"b","port":"2"}]""", "host")]
    [InlineData("""[{"size":1,"at":3},{"size":5,"at":3}]""", "size")]
    [InlineData("""[{"rank":1,"on":true},{"rank":2,"on":false}]""", null)]
    [InlineData("""[{"id":1},{"id":1.0}]""", null)]
    [InlineData("""[{"id":1},{"name":"b"}]""", null)]
    [InlineData("""[{"id":1},2]""", null)]
    [InlineData("""[{"id":[1]},{"id":[2]}]""", null)]
    [InlineData("[]", null)]
    public void A_member_suggests_itself_where_it_names_every_element_once(string list, string? expected)
    {
        var same = (Value.List)Json(list);
        Assert.Equal(expected, ListIdentity.For(same, same, same, DiffOptions.Default).Suggestion);
    }

    [Fact]
    public void Keys_that_are_given_win_and_a_suggestion_can_be_turned_off()
    {
        var list = (Value.List)Json("""[{"id":1,"n":"a"},{"id":2,"n":"b"}]""");
        Assert.Null(ListIdentity.For(list, list, list, new DiffOptions { IdentityKeys = ["n"] }).Suggestion);
        var never = new DiffOptions { SuggestIdentity = IdentitySuggestion.Never };
        Assert.Null(ListIdentity.For(list, list, list, never).Suggestion);
        Assert.Null(ListIdentity.For(list, list, DiffOptions.Default).Suggestion);
        Assert.Equal("id", ListIdentity.For(
            list, list, new DiffOptions { SuggestIdentity = IdentitySuggestion.Always }).Suggestion);
    }

    [Theory]
    [InlineData( // Both at the end of a list that both keep sorted.
        """[{"id":1},{"id":3},{"id":5},{"id":9}]""",
        """[{"id":1},{"id":3},{"id":5},{"id":9},{"id":12}]""",
        """[{"id":1},{"id":3},{"id":5},{"id":9},{"id":11},{"id":13}]""",
        """[{"id":1},{"id":3},{"id":5},{"id":9},{"id":11},{"id":12},{"id":13}]""")]
    [InlineData( // The newest first.
        """[{"key":"d"},{"key":"c"},{"key":"b"},{"key":"a"}]""",
        """[{"key":"f"},{"key":"d"},{"key":"c"},{"key":"b"},{"key":"a"}]""",
        """[{"key":"e"},{"key":"d"},{"key":"c"},{"key":"b"},{"key":"a"}]""",
        """[{"key":"f"},{"key":"e"},{"key":"d"},{"key":"c"},{"key":"b"},{"key":"a"}]""")]
    [InlineData( // Moved by one side, changed all over by the other.
        """[{"id":1,"a":1,"b":1},{"id":2,"a":2,"b":2},{"id":3,"a":3,"b":3}]""",
        """[{"id":3,"a":3,"b":3},{"id":1,"a":1,"b":1},{"id":2,"a":2,"b":2}]""",
        """[{"id":1,"a":1,"b":1},{"id":2,"a":2,"b":2},{"id":3,"a":0,"b":0}]""",
        """[{"id":3,"a":0,"b":0},{"id":1,"a":1,"b":1},{"id":2,"a":2,"b":2}]""")]
    [InlineData( // Renamed by one side, changed by the other.
        """[{"id":"x","a":1,"b":1},{"id":"y","a":1,"b":1}]""",
        """[{"id":"z","a":1,"b":1},{"id":"y","a":1,"b":1}]""",
        """[{"id":"x","a":1,"b":2},{"id":"y","a":1,"b":1}]""",
        """[{"id":"z","a":1,"b":2},{"id":"y","a":1,"b":1}]""")]
    [InlineData( // The same thing added by both in different places of a gap.
        """[{"id":"a"},{"id":"m"},{"id":"p"},{"id":"z"}]""",
        """[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"m"},{"id":"p"},{"id":"z"}]""",
        """[{"id":"a"},{"id":"c"},{"id":"d"},{"id":"m"},{"id":"p"},{"id":"z"}]""",
        """[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"m"},{"id":"p"},{"id":"z"}]""")]
    public void Records_merge_by_the_name_their_list_suggests(string before, string ours, string theirs, string result)
    {
        foreach (var (one, other) in ((string, string)[])[(ours, theirs), (theirs, ours)])
        {
            var merged = Merge.ThreeWay(Json(before), Json(one), Json(other), MergePolicy.Fail);
            Assert.Empty(merged.Conflicts);
            Assert.Equal(result, merged.Value.ToString());
        }
    }

    [Theory]
    [InlineData("""[{"id":4},{"id":9},{"id":1},{"id":5}]""", """{"id":7}""", """{"id":8}""")] // No order to keep.
    [InlineData("""[{"id":1},{"id":2}]""", """{"id":7}""", """{"id":8}""")] // Too few to tell.
    [InlineData("""[{"id":1},{"id":3},{"id":5},{"id":9}]""", """{"id":2}""", """{"id":12}""")] // Not kept here.
    public void Two_insertions_in_one_place_whose_order_is_not_evident_are_a_conflict(
        string before, string our, string their)
    {
        var list = (Value.List)Json(before);
        var merged = Merge.ThreeWay(list, list.Add(Json(our)), list.Add(Json(their)), MergePolicy.Fail);
        Assert.Equal(ConflictKind.Order, Assert.Single(merged.Conflicts).Kind);
    }

    [Fact]
    public void Elements_that_trade_one_new_name_are_not_taken_for_renamed()
    {
        var before = Json("""[{"id":"x","a":1,"b":1},{"id":"y","a":2,"b":2},{"id":"z","a":3,"b":3}]""");
        var ours = Json("""[{"id":"n","a":1,"b":1},{"id":"y","a":2,"b":2},{"id":"z","a":3,"b":3}]""");
        var theirs = Json("""[{"id":"x","a":1,"b":1},{"id":"y","a":2,"b":2},{"id":"n","a":3,"b":3}]""");
        Assert.False(Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail).IsResolved);
    }

    [Fact]
    public void A_difference_finds_a_record_that_moved_and_changed_by_a_suggested_key()
    {
        var before = Json("""[{"id":1,"a":1,"b":1},{"id":2,"a":2,"b":2},{"id":3,"a":3,"b":3}]""");
        var after = Json("""[{"id":3,"a":0,"b":3},{"id":1,"a":1,"b":1},{"id":2,"a":2,"b":2}]""");
        var always = new DiffOptions { SuggestIdentity = IdentitySuggestion.Always };
        Assert.Equal(
            ["Moved", "Replaced"], Diff.Between(before, after, always).Changes.Select(change => change.GetType().Name));
    }
}
