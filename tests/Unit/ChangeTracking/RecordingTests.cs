using Timeline.ChangeTracking;
using Timeline.Histories;
using Timeline.Stamping;
using Timeline.Tests.Unit.Watching;
using Timeline.Tracking;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>Detections as versions of what clients see, and detections again and again.</summary>
public sealed class RecordingTests
{
    private readonly ManualClock _clock = new();
    private readonly Person _person = new();
    private readonly ChangeTracker _tracker;
    private readonly Variable _name;
    private readonly Variable _age;

    public RecordingTests()
    {
        _tracker = new ChangeTracker(new TrackerOptions { Clock = _clock });
        var root = _tracker.CreateVariable(_person);
        (_name, _age) = (_tracker.CreateVariable(root, "Name"), _tracker.CreateVariable(root, "Age"));
    }

    [Fact]
    public void Every_detection_that_tells_something_is_a_version()
    {
        Assert.True(_tracker.Log.History.IsEmpty);
        Assert.Same(_tracker, _tracker.Record().Record());
        var begun = _clock.Now;
        _ = _tracker.DetectChanges();
        _ = _tracker.DetectChanges();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _person.Name = "Bob";
        using (Actor.As("ada")) _ = _tracker.DetectChanges();

        var head = _tracker.Log.History.Head!;
        Assert.Equal(("ada", _clock.Now), (head.Stamp.Actor, head.Stamp.Time));
        Assert.Equal("\"Bob\"", $"{head.Value.Variables[_name.Id].Value}");
        Assert.Equal("\"Alice\"", $"{_tracker.ViewAt(begun.AddSeconds(59)).Value.Variables[_name.Id].Value}");
        Assert.Throws<TimelineException>(() => _tracker.ViewAt(begun.AddSeconds(-1)));
    }

    [Fact]
    public void A_client_is_told_everything_since_a_version_at_once()
    {
        _ = _tracker.Record();
        _ = _tracker.DetectChanges();
        var seen = _tracker.Log.History.Head!.Index;
        (_person.Name, _person.Age) = ("Bob", 31);
        _ = _tracker.DetectChanges();
        (_person.Name, _person.Age) = ("Alice", 32);
        _ = _tracker.DetectChanges();
        var more = _tracker.CreateVariable(_name.Parent!, "Address.City");
        Assert.True(_name.Destroy());
        _ = _tracker.DetectChanges();

        var since = _tracker.ChangesSince(seen);
        Assert.Equal([_age.Id], since.Changes.Select(it => it.VariableId));
        Assert.Equal([more.Id], since.Created);
        Assert.Equal([_name.Id], since.Destroyed);
        Assert.Equal("32", $"{since.After.Variables[_age.Id].Value}");
        Assert.Throws<TimelineException>(() => _tracker.ChangesSince(99));
    }

    [Fact]
    public void Going_back_is_a_version_like_any_other()
    {
        _ = _tracker.Record();
        _ = _tracker.DetectChanges();
        var kept = _tracker.State;
        var seen = _tracker.Log.History.Head!.Index;
        var more = _tracker.CreateVariable(_name.Parent!, "Address.City");
        _person.Name = "Bob";
        _ = _tracker.DetectChanges();
        _tracker.Restore(kept);
        _ = _tracker.DetectChanges();

        Assert.Equal(TrackerView.Of(_tracker.State), _tracker.Log.View);
        Assert.False(_tracker.Log.View.Variables.ContainsKey(more.Id));
        Assert.Equal([_name.Id], _tracker.ChangesSince(seen).Changes.Select(it => it.VariableId));
    }

    [Fact]
    public void A_client_that_saw_nothing_is_told_all()
    {
        Assert.Equal(-1, _tracker.Version);
        Assert.True(_tracker.ChangesSince(-1).IsEmpty);
        _ = _tracker.Record();
        _person.Age++;
        _ = _tracker.DetectChanges();
        Assert.Equal(_tracker.Log.History.Head!.Index, _tracker.Version);
        var all = _tracker.ChangesSince(-1);
        Assert.Equal([1L, _name.Id, _age.Id], all.Created);
        Assert.Equal((0, 0), (all.Changes.Count, all.Destroyed.Count));
        Assert.Equal(_tracker.Log.View, all.After);
        Assert.True(_tracker.ChangesSince(_tracker.Version).IsEmpty);
    }

    [Fact]
    public void Old_views_can_be_dropped()
    {
        _ = _tracker.Record();
        for (var i = 0; i < 5; i++)
        {
            _person.Age++;
            _ = _tracker.DetectChanges();
        }

        Assert.Equal(2, _tracker.Prune(new Retention.Latest(2)).Log.History.Count);
        Assert.Throws<TimelineException>(() => _tracker.ChangesSince(0));
    }

    [Fact]
    public async Task Polling_gives_each_batch_and_skips_what_is_empty()
    {
        using var ending = new CancellationTokenSource();
        List<string> told = [];
        await using var batches = _tracker.Poll(TimeSpan.FromSeconds(1), ending.Token).GetAsyncEnumerator(CancellationToken.None);
        _person.Age = 1;
        Assert.True(await batches.MoveNextAsync());
        Assert.Equal(_age.Id, Assert.Single(batches.Current).VariableId);

        var next = batches.MoveNextAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(next.IsCompleted);
        (_person.Age, _person.Name) = (2, "Bob");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await next);
        Assert.Equal(2, batches.Current.Count);

        next = batches.MoveNextAsync();
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task A_callback_is_told_until_it_is_cancelled()
    {
        using var ending = new CancellationTokenSource();
        List<int> told = [];
        _person.Age = 1;
        var polling = _tracker.PollAsync(TimeSpan.FromSeconds(1), changes => told.Add(changes.Count), ending.Token);
        Assert.Equal([1], told);
        _person.Age = 2;
        _clock.Advance(TimeSpan.FromSeconds(3));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
        Assert.Equal([1, 1], told);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _tracker.PollAsync(TimeSpan.FromSeconds(1), _ => { }, ending.Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _tracker.PollAsync(TimeSpan.Zero, _ => { }, default); });
        Assert.Throws<ArgumentNullException>(() => { _ = _tracker.PollAsync(TimeSpan.FromSeconds(1), null!, default); });
    }

    [Fact]
    public async Task What_a_callback_throws_ends_the_polling()
    {
        _person.Age = 1;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _tracker.PollAsync(
            TimeSpan.FromSeconds(1), _ => throw new InvalidOperationException("enough"), CancellationToken.None));
    }
}
