using Timeline.ChangeTracking;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>Which states a tracker can go back to.</summary>
public sealed class RestoringTests
{
    private readonly ChangeTracker _tracker = new();

    [Fact]
    public void A_state_of_another_tracker_is_refused()
    {
        var other = new ChangeTracker();
        _ = _tracker.CreateVariable(new Person());
        var begun = other.State;
        _ = other.CreateVariable(new Person());
        var made = Right(TrackerState.Empty.Create(new() { Root = Seen.Of(Value.OfNull()) }, ValueReader.Instance)).State;
        var state = _tracker.State;
        foreach (var foreign in new[] { begun, other.State, other.State.Detect(ValueReader.Instance).State, made })
        {
            var error = Assert.Throws<ArgumentException>(() => _tracker.Restore(foreign));
            Assert.Contains("a state of another tracker", error.Message, StringComparison.Ordinal);
        }

        Assert.Same(state, _tracker.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_derives_from_a_state_of_the_tracker_is_its_own(bool isResolved)
    {
        var tracker = new ChangeTracker(new TrackerOptions { Resolver = isResolved ? new Typist() : null });
        var begun = tracker.State;
        var person = new Person();
        var root = tracker.CreateVariable(person);
        var name = tracker.CreateVariable(root, "Name");
        var created = tracker.State;
        person.Address = null;
        _ = tracker.DetectChanges();
        name.SetProperty("hint", "x");
        name.Set("Bob");
        name.Active = false;
        _ = tracker.DetectChanges();
        tracker.ChangeAll(root.Id);
        var marked = tracker.State;
        Assert.True(name.Destroy());
        foreach (var own in new[]
        {
            begun, created, marked, tracker.State, Right(created.SetActive(root.Id, false)), created.Reserve(99),
            Right(created.Destroy(name.Id)).State, TrackerState.Empty,
        })
        {
            tracker.Restore(own);
            Assert.Equal(own, tracker.State);
            _ = tracker.DetectChanges();
            tracker.Restore(tracker.State);
        }

        _ = tracker.CreateVariable(person);
        tracker.Restore(tracker.State);
    }

    private sealed class Typist : IResolver
    {
        public string? TypeOf(object value) => value.GetType().Name;
    }
}
