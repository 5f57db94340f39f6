using Timeline.Changes;

namespace Timeline.Tests.Unit.Changes;

public sealed class ChangeTreeTests
{
    [Fact]
    public void A_change_after_a_removal_stands_under_its_own_element() => Assert.Equal(
        "- 0: {\"id\":1,\"n\":\"A\"}\n  0\n  ~ n: \"B\" -> \"BB\"",
        Tree("""[{"id":1,"n":"A"},{"id":2,"n":"B"}]""", """[{"id":2,"n":"BB"}]"""));

    [Fact]
    public void Changes_of_one_element_stand_under_one_node() => Assert.Equal(
        "  0\n  ~ m: 2 -> 4\n  ~ n: 1 -> 3",
        Tree("""[{"id":1,"n":1,"m":2}]""", """[{"id":1,"n":3,"m":4}]"""));

    private static string Tree(string before, string after) =>
        ChangeTree.From(Diff.Between(Read.Json(before), Read.Json(after), new DiffOptions { IdentityKeys = ["id"] }))
            .ToString();
}
