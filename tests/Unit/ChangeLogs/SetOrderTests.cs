using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeLogs;

public sealed class SetOrderTests
{
    [Fact]
    public void A_set_is_written_in_one_order_whatever_came_first()
    {
        TrackedSet<object> set = new(["b", 10, 2, "a", -1.5m, true, Enumerable.Range(1, 2).ToArray(), false, "B"]);
        Assert.Equal("""[false,true,-1.5,2,10,"B","a","b",[1,2]]""", set.Snapshot.ToString());
        set.Remove(10);
        set.Add(3);
        Assert.Equal("""[false,true,-1.5,2,3,"B","a","b",[1,2]]""", set.Snapshot.ToString());
    }

    [Fact]
    public void Elements_that_are_written_alike_replay_as_often_as_they_are_there()
    {
        TrackedSet<object> set = new([1]);
        Assert.True(set.Add(1L));
        Assert.True(set.Add(1.0m));
        Assert.True(set.Remove(1));
        var content = set.Log.Original.Value;
        foreach (var entry in set.Log.Entries) content = Right(ChangeReplay.Forward(content, entry));
        Assert.Equal(set.Snapshot.Value, content);
        foreach (var entry in set.Log.Entries.Reverse()) content = Right(ChangeReplay.Backward(content, entry));
        Assert.Equal("[1]", content.ToString());
    }

    [Fact]
    public void A_set_that_was_written_in_another_order_is_found_in()
    {
        var set = Samples.Added with
        {
            Action = ChangeAction.Remove,
            Before = Samples.Content("443"),
            After = default,
            Path = ValuePath.Of("/ports"),
            Tree = [Samples.Added.Tree[0], Samples.Added.Tree[1] with { Kind = ContainerKind.Set }],
        };
        var before = Samples.ValueOf("""{"ports": [8080, 443, 80]}""");
        Assert.Equal(Samples.ValueOf("""{"ports": [8080, 80]}"""), Right(ChangeReplay.Forward(before, set)));
    }
}
