using Timeline.Changes;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

/// <summary>Lists in which nothing says which element is which: held to what merging their text gives.</summary>
public sealed class UnnamedListTests
{
    private static readonly DiffOptions NoKey = new() { SuggestIdentity = IdentitySuggestion.Never };

    [Theory]
    [InlineData("[8,1,1,9]", "[8,2,1,9]", "[8,1,5,1,9]", "[8,2,5,1,9]")]
    [InlineData("[8,1,1,9]", "[8,1,2,9]", "[8,1,5,1,9]", "[8,1,5,2,9]")]
    public void Of_two_equal_elements_that_is_edited_which_stands_where_the_new_one_is(
        string before, string ours, string theirs, string result) => AssertClean(before, ours, theirs, result);

    [Theory]
    [InlineData("[2,0,0,5]", "[3,7,0,0,5]", "[2,0,0,0,5]", "[3,7,0,0,0,5]")]
    [InlineData("[1,2,9]", "[1,1,2,9]", "[1,2,2,9]", "[1,1,2,2,9]")]
    [InlineData("[4,0,11,9]", "[4,0,9,11,9]", "[3,0,11,11,9]", "[3,0,9,11,11,9]")]
    public void What_is_put_in_among_its_equals_gives_way_to_what_the_other_side_puts_in(
        string before, string ours, string theirs, string result) => AssertClean(before, ours, theirs, result);

    [Fact]
    public void What_is_put_in_among_its_equals_is_the_last_of_them_as_in_text() =>
        AssertClean(
            """[{"a":1,"b":1},{"a":0,"b":0}]""",
            """[{"a":1,"b":1},{"a":5,"b":5},{"a":1,"b":1},{"a":0,"b":0}]""",
            """[{"a":1,"b":2},{"a":0,"b":0}]""",
            """[{"a":1,"b":2},{"a":5,"b":5},{"a":1,"b":1},{"a":0,"b":0}]""");

    [Fact]
    public void Of_equal_elements_one_can_go_where_the_other_side_edits_one() =>
        AssertClean("[7,[0],[0],8]", "[7,[0],8]", "[7,[0],[2,3],8]", "[7,[2,3],8]");

    [Fact]
    public void What_one_side_moved_and_the_other_took_out_is_not_lost() =>
        AssertClean("[9,1,5,2,3,4]", "[9,1,2,3,5,4]", "[8,1,2,3,4]", "[8,1,2,3,5,4]");

    [Fact]
    public void An_element_known_by_a_key_stays_gone_where_the_other_side_moved_it()
    {
        var merged = Merge.ThreeWay(
            Json("""[{"id":1},{"id":2},{"id":3}]"""), Json("""[{"id":2},{"id":3},{"id":1}]"""),
            Json("""[{"id":2},{"id":3}]"""), MergePolicy.Fail, new DiffOptions { IdentityKeys = ["id"] });
        Assert.Equal("""[{"id":2},{"id":3}]""", merged.Value.ToString());
    }

    /// <summary>A new element may be equal to one that is edited elsewhere.</summary>
    [Fact]
    public void An_element_that_is_edited_in_its_place_was_not_moved() =>
        AssertClean(
            """[{"a":0,"b":0,"c":0},{"a":1,"b":1,"c":1},{"a":2,"b":2,"c":2}]""",
            """[{"a":2,"b":2,"c":2},{"a":0,"b":0,"c":0},{"a":1,"b":1,"c":1},{"a":2,"b":2,"c":7}]""",
            """[{"a":0,"b":0,"c":0},{"a":1,"b":1,"c":1},{"a":5,"b":5,"c":5},{"a":2,"b":2,"c":2}]""",
            """[{"a":2,"b":2,"c":2},{"a":0,"b":0,"c":0},{"a":1,"b":1,"c":1},{"a":5,"b":5,"c":5},{"a":2,"b":2,"c":7}]""");

    /// <summary>As much stays if the 2 stays; but then two are gone and two are new, where here two are replaced.</summary>
    [Fact]
    public void Of_what_can_stay_that_does_which_leaves_the_most_in_its_place() =>
        AssertClean("[9,5,1,2,8]", "[9,2,1,0,8]", "[9,5,1,2,3,8]", "[9,2,1,0,3,8]");

    [Fact]
    public void What_is_replaced_is_what_is_like_the_new_one() =>
        AssertClean(
            """[{"a":1,"b":1,"c":1},{"a":4,"b":4,"c":4},{"a":4,"b":4,"c":5},8]""",
            """[{"a":4,"b":4,"c":4},{"a":4,"b":4,"c":6},8]""",
            """[{"a":1,"b":1,"c":1},{"a":4,"b":4,"c":4},{"a":3,"b":3,"c":3},{"a":4,"b":4,"c":5},8]""",
            """[{"a":4,"b":4,"c":4},{"a":3,"b":3,"c":3},{"a":4,"b":4,"c":6},8]""");

    [Fact]
    public void Lists_are_as_alike_as_what_they_begin_and_end_with() =>
        AssertClean(
            "[[2,2,0],[1,0],[9]]", "[[2,0,2,0],[1,2,0],[9]]", "[[2,2,0],[1],[1,0],[9]]",
            "[[2,0,2,0],[1],[1,2,0],[9]]");

    /// <summary>
    /// Text merges this where lines between both happen to be alike, in whichever order that gives; nobody chose it.
    /// </summary>
    [Fact]
    public void Different_elements_in_one_place_have_no_order()
    {
        var merged = Merge.ThreeWay(
            Json("""[{"a":1,"b":2,"c":3},{"a":1,"b":3,"c":3}]"""),
            Json("""[{"a":1,"b":2,"c":3},{"a":2,"b":0,"c":3},{"a":1,"b":3,"c":3}]"""),
            Json("""[{"a":1,"b":2,"c":3},{"a":1,"b":2,"c":0},{"a":1,"b":3,"c":3}]"""), MergePolicy.Fail, NoKey);
        Assert.Equal(ConflictKind.Order, Assert.Single(merged.Conflicts).Kind);
    }

    private static void AssertClean(string before, string ours, string theirs, string result)
    {
        foreach (var (one, other) in new[] { (ours, theirs), (theirs, ours) })
        {
            var merged = Merge.ThreeWay(Json(before), Json(one), Json(other), MergePolicy.Fail, NoKey);
            Assert.Empty(merged.Conflicts);
            Assert.Equal(result, merged.Value.ToString());
        }
    }
}
