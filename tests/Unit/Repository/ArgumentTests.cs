using Timeline.Changes;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Undo;
using Timeline.Values;

namespace Timeline.Tests.Unit.Repository;

/// <summary>A number that can mean nothing is refused where it is given, in every room.</summary>
public sealed class ArgumentTests
{
    private static readonly UndoTree<int> Tree = UndoTree.Start(0, Stamp.FromTicks(0));

    public static TheoryData<string, Func<object>> Meaningless => new()
    {
        { "work", () => new DiffOptions { WorkLimit = -1 } },
        { "depth", () => new ObjectDiffOptions { Depth = -1 } },
        { "tolerance", () => new ObjectDiffOptions { Tolerance = -0.5 } },
        { "bytes", () => new JsonLimits { Bytes = -1 } },
        { "bytes of a text", () => new JsonLimits { TextBytes = -1 } },
        { "digits", () => new JsonLimits { Digits = -1 } },
        { "digits of one", () => Value.Number.Parse("1", -1) },
        { "width of lists", () => new JsonStyle { InlineLists = -1 } },
        { "width of items", () => new JsonStyle { InlineItems = -1 } },
        { "width of maps", () => new JsonStyle { InlineMaps = -1 } },
        { "depth of lines", () => new JsonStyle { InlineFromDepth = -1 } },
        { "latest", () => new Retention.Latest(-1) },
        { "latest, changed", () => new Retention.Latest(1) with { Number = -1 } },
        { "age", () => new Retention.NotOlderThan(TimeSpan.FromTicks(-1)) },
        { "age, changed", () => new Retention.NotOlderThan(TimeSpan.Zero) with { Age = TimeSpan.FromTicks(-1) } },
        { "limit of a log", () => new LogQuery(Limit: -1) },
        { "limit of a log, changed", () => LogQuery.All with { Limit = -1 } },
        { "steps", () => new Revision.Back(new Revision.Head(), 0) },
        { "pause of an undo", () => Tree.UndoGroup(TimeSpan.FromTicks(-1)) },
        { "pause of a redo", () => Tree.RedoGroup(TimeSpan.FromTicks(-1)) },
        { "index", () => new PathSegment(-1) },
        { "ticks", () => Stamp.FromTicks(-1) },
    };

    [Theory]
    [MemberData(nameof(Meaningless))]
    public void A_number_out_of_range_is_refused_where_it_is_given(string what, Func<object> make)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(make);
        Assert.False(string.IsNullOrEmpty(error.ParamName), what);
    }

    [Fact]
    public void The_least_number_that_means_something_is_taken()
    {
        Assert.Equal(0, (new DiffOptions { WorkLimit = 0 }).WorkLimit);
        Assert.Equal(0, new Retention.Latest(0).Number);
        Assert.Equal(TimeSpan.Zero, new Retention.NotOlderThan(TimeSpan.Zero).Age);
        Assert.Equal(0, new LogQuery(Limit: 0).Limit);
        Assert.Null(new LogQuery().Limit);
        Assert.Equal(1, new Revision.Back(new Revision.Head(), 1).Steps);
        Assert.True(Tree.UndoGroup(TimeSpan.Zero).IsLeft);
    }
}
