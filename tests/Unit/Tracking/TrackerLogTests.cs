using Timeline.Histories;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.Tracking;

public sealed class TrackerLogTests
{
    private static readonly TrackerState Start = Book.Of("""{"a":1,"b":2}""", "a", "b?hint:low=x");

    [Fact]
    public void A_log_tells_what_a_client_saw_at_a_time_and_what_is_new_since_a_version()
    {
        var first = TrackerLog.Empty.Record(Start.Detect(Book.Reader), At(0));
        var second = Start.SetRoot("""{"a":5,"b":3}""").Detect(Book.Reader);
        var third = Right(second.State.Child(1, "a").SetProperty(3, "hint:low", "y")).SetRoot("""{"a":1,"b":3}""").Detect(Book.Reader);
        var log = first.Record(second, At(2)).Record(third, At(4));
        Assert.Equal("1", Text(Right(log.AsOf(At(1).Time)).Value, 2));
        Assert.Equal("5", Text(Right(log.At(1)).Value, 2));
        var news = Right(log.Since(0));
        Assert.Equal(["Medium 1 value", "Medium 3 value", "Low 3 hint"], Book.Lines(news.Changes));
        Assert.Equal([4L], news.Created);
        Assert.Empty(news.Destroyed);
        Assert.Equal(("2", "3"), ($"{news.Changes[1].Before!.ToJson()}", $"{news.Changes[1].After!.ToJson()}"));
        Assert.True(Right(log.Since(2)).IsEmpty);
        Assert.Equal(TrackerView.Of(third.State), log.View);
    }

    [Fact]
    public void A_detection_that_tells_nothing_is_no_version()
    {
        var log = TrackerLog.Empty.Record(Start.Detect(Book.Reader), At(0));
        Assert.Equal(log, log.Record(Start.Detect(Book.Reader), At(1)));
        Assert.Equal(1, log.History.Count);
        Assert.Equal(log, log.Record(Right(Start.MarkAll(2)).Detect(Book.Reader), At(1)));
    }

    [Fact]
    public void Who_saw_nothing_is_told_all()
    {
        Assert.Equal(-1, TrackerLog.Empty.Version);
        Assert.True(Right(TrackerLog.Empty.Since(-1)).IsEmpty);
        var log = TrackerLog.Empty.Record(Start.Detect(Book.Reader), At(0));
        Assert.Equal(0, log.Version);
        Assert.Equal([1L, 2L, 3L], Right(log.Since(-1)).Created);
        Assert.IsType<TimelineError.IndexOutOfRange>(Left(log.Since(-2)));
    }

    [Fact]
    public void What_is_told_is_a_line_of_text()
    {
        var next = Right(Start.SetProperty(3, "hint:high", "y")).SetRoot("{\"a\":5,\"b\":3}");
        next = Right(next.SetProperty(3, "priority", "high"));
        var detection = next.Detect(Book.Reader);
        Assert.Equal(
            ["variable 3 (high): 2 → 3, hint", "variable 1 (medium): {\"a\":1,\"b\":2} → {\"a\":5,\"b\":3}", "variable 2 (medium): 1 → 5", "variable 3 (medium): priority"],
            detection.Changes.Select(change => $"{change}"));
        var view = TrackerView.Of(Start);
        Assert.Equal("a view of 3 variables", $"{view}");
        Assert.Equal("4 changes, 0 created, 0 destroyed", $"{view.Diff(TrackerView.Of(detection.State))}");
        Assert.Equal(201, Seen.Of(Value.Of(new string('x', 999))).ToString()!.Length);
        Assert.EndsWith("x…", Seen.Of(Value.Of(new string('x', 198) + "😀😀")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_that_there_are_not_are_errors()
    {
        Assert.IsType<TimelineError.HistoryEmpty>(Left(TrackerLog.Empty.Since(0)));
        Assert.Same(TrackerView.Empty, TrackerLog.Empty.View);
        var log = TrackerLog.Empty.Record(Start.Detect(Book.Reader), At(0));
        for (var i = 1; i < 5; i++) log = log.Record(Start.SetRoot($"{i}").Detect(Book.Reader), At(i));
        Assert.IsType<TimelineError.IndexOutOfRange>(Left(log.Since(9)));
        Assert.IsType<TimelineError.NothingYetAsOf>(Left(log.AsOf(At(-1).Time)));
        var pruned = new TrackerLog(new Retention.Latest(2).Prune(log.History, At(9).Time).History);
        Assert.IsType<TimelineError.IndexOutOfRange>(Left(pruned.At(1)));
        Assert.Equal(Right(log.Since(3)).Changes.Count, Right(pruned.Since(3)).Changes.Count);
    }

    [Fact]
    public void What_went_and_came_back_elsewhere_is_gone_and_new()
    {
        var before = TrackerView.Of(Start);
        var moved = Right(Right(Start.Destroy(3)).State.Create(new() { Id = 3, ParentId = 2, Path = "" }, Book.Reader)).State;
        moved = Right(moved.Create(new() { Id = -1, ParentId = 3 }, Book.Reader)).State;
        var news = before.Diff(TrackerView.Of(moved));
        Assert.Equal(([3L], [3L, -1L]), (news.Destroyed, news.Created));
        var back = Right(Right(Start.Destroy(3)).State.Create(
            new() { Id = 3, ParentId = 1, Path = "b?hint:low=x" }, Book.Reader)).State;
        Assert.True(before.Diff(TrackerView.Of(back)).IsEmpty);
    }

    private static string Text(TrackerView view, long id) => Json.ToText(view.Variables[id].Value!);

    private static Stamp At(int minutes) => new(new DateTimeOffset(2026, 1, 31, 10, 10, 0, TimeSpan.Zero).AddMinutes(minutes), "ann", "");
}
