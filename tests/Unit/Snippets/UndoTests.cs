using Timeline.Histories;
using Timeline.Undo;
using Timeline.Values;

namespace Timeline.Tests.Unit.Snippets;

public sealed class UndoTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_actors_change_is_undone_and_a_branch_is_kept()
    {
        var (monday, tuesday, wednesday, thursday) = (Start, Start.AddDays(1), Start.AddDays(2), Start.AddDays(3));

        var text = UndoTree.Start<Value>(Value.Map.Empty.Set("title", Value.Of("Plan")), new Stamp(monday, "ann"))
            .Do(Titled("Plan B", ""), new Stamp(tuesday, "ann", "rename"))
            .Do(Titled("Plan B", "first draft"), new Stamp(wednesday, "bob", "write"));

        var undone = text.UndoBy("ann", new Stamp(thursday, "ann"));
        Assert.Equal(Titled("Plan", "first draft"), undone.Match(it => it.Value, _ => text.Value));

        var back = text.Undo().Bind(it => it.Undo());
        var other = back.Map(it => it.Do(Titled("Plan C", ""), new Stamp(thursday, "ann", "rename")));
        Assert.Equal([1, 3], other.Bind(it => it.Undo()).Match(it => it.Branches.Select(branch => branch.Number), _ => []));
    }

    private static Value.Map Titled(string title, string text)
    {
        var map = Value.Map.Empty.Set("title", Value.Of(title));
        return text.Length == 0 ? map : map.Set("text", Value.Of(text));
    }
}
