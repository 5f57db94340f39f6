using System.Text.Json.Serialization;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Stamping;
using Timeline.Tests.Unit.Watching;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Unit.Containers;

public sealed class TrackedObjectTests
{
    [Fact]
    public void A_property_that_is_set_is_recorded_by_its_name()
    {
        Person ann = new("Ann");
        using (Actor.As("bob")) ann.Age = 30;
        var container = Track.Object(ann);
        var entry = container.Log.Last;
        Assert.Same(ann, container.Target);
        Assert.Equal(
            ("bob", ChangeAction.Update, "Age", "/Age", ContainerKind.Object),
            (entry.Actor, entry.Action, entry.Method, entry.Path.ToString(), entry.Kind));
        Assert.Equal(("0", "30"), (entry.Before.Text(), entry.After.Text()));
        Assert.Equal(
            """{"Name":"Ann","Age":30,"Data":null,"Friend":null,"Tags":[],"Items":[],"Id":"p1"}""",
            container.Snapshot.ToString());
        Assert.Same(container, Track.Object(ann));
    }

    [Fact]
    public void The_log_begins_with_what_there_was_before_the_first_mutation_and_the_time_and_actor_of_construction()
    {
        ManualClock clock = new();
        Person ann;
        using (Actor.As("maker")) ann = new("Ann", new TrackingOptions { Clock = clock });
        var made = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));
        ann.Name = "Anna";
        var first = Track.Object(ann).Log.First;
        Assert.Equal((ChangeAction.Init, made, "maker"), (first.Action, first.Time, first.Actor));
        Assert.Contains("\"Name\":\"Ann\"", first.After.Text(), StringComparison.Ordinal);
        Assert.Equal(made + TimeSpan.FromHours(1), Track.Object(ann).Log.Last.Time);
    }

    [Fact]
    public void A_locked_object_or_property_is_refused_before_anything_is_set_or_told()
    {
        Person ann = new("Ann");
        List<string?> told = [];
        var container = Track.Object(ann, new());
        ann.PropertyChanging += (_, it) => told.Add("-" + it.PropertyName);
        ann.PropertyChanged += (_, it) => told.Add("+" + it.PropertyName);
        container.LockProperty(nameof(Person.Name));
        container.LockProperty(nameof(Person.Name));
        container.UnlockProperty(nameof(Person.Name));
        _ = Assert.Throws<InvalidOperationException>(() => ann.Name = "Eve");
        Assert.True(container.IsPropertyLocked(nameof(Person.Name)));
        ann.Age = 3;
        container.UnlockProperty(nameof(Person.Name));
        container.Lock();
        _ = Assert.Throws<InvalidOperationException>(() => ann.Age = 4);
        _ = Assert.Throws<InvalidOperationException>(() => ann.Items.Add(1));
        container.Unlock();
        ann.Name = "Anna";
        Assert.Equal(["-Age", "+Age", "-Name", "+Name"], told);
        _ = Assert.Throws<InvalidOperationException>(() => container.UnlockProperty(nameof(Person.Name)));
        Assert.Contains("'Nme'", Assert.Throws<ArgumentException>(() => container.LockProperty("Nme")).Message,
            StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => container.IsPropertyLocked(nameof(Person.Log)));
    }

    [Fact]
    public void A_locked_property_holds_what_is_below_it()
    {
        Person ann = new("Ann") { Friend = new("Bob") };
        Track.Object(ann).LockProperty(nameof(Person.Friend));
        _ = Assert.Throws<InvalidOperationException>(() => ann.Friend.Name = "Rob");
        _ = Assert.Throws<InvalidOperationException>(() => ann.Friend = null);
        Assert.Equal("Bob", ann.Friend.Name);
    }

    [Fact]
    public void What_cannot_be_recorded_is_refused_and_the_field_is_as_before()
    {
        Person ann = new("Ann") { Data = 1 };
        var log = Track.Object(ann).Log;
        var refused = Assert.Throws<ArgumentException>(() => ann.Data = (Action)(() => { }));
        Assert.Contains("/Data", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, ann.Data);
        Assert.Same(log, Track.Object(ann).Log);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => ann.Age = -1);
        Assert.Same(log, Track.Object(ann).Log);
    }

    [Fact]
    public void What_a_property_holds_is_part_of_the_record()
    {
        Person ann = new("Ann"), bob = new("Bob");
        var container = Track.Object(ann);
        ann.Friend = bob;
        bob.Name = "Rob";
        Assert.Equal(("/Friend/Name", 2), (container.Log.Last.Path.ToString(), container.Log.Last.Tree.Length));
        ann.Items.Add(bob);
        bob.Age = 7;
        Assert.Equal(
            ["/Friend/Age", "/Items/0/Age"],
            container.Log.Latest(2).Select(it => it.Path.ToString()).Order());
        ann.Tags = new List<string> { "a" };
        ann.Tags.Add("b");
        Assert.Equal("/Tags/1", container.Log.Last.Path.ToString());
        ann.Friend = null;
        var last = container.Log.Last.Id.Number;
        bob.Age = 8;
        Assert.Equal(last + 1, container.Log.Last.Id.Number);
        Assert.Equal([Track.Object(ann).Id], ann.Items.Parents.Select(it => it.Id));
        Assert.Same(container, ann.Items.Root);
    }

    [Fact]
    public void An_object_cannot_stand_in_itself()
    {
        Person ann = new("Ann"), bob = new("Bob") { Friend = ann };
        _ = Assert.Throws<ArgumentException>(() => ann.Friend = bob);
        _ = Assert.Throws<ArgumentException>(() => ann.Friend = ann);
        _ = Assert.Throws<ArgumentException>(() => ann.Items.Add(bob));
        Assert.Null(ann.Friend);
        Assert.Empty(ann.Items);
        Assert.Equal(1, Track.Object(ann).Log.Count);
    }

    [Fact]
    public void An_object_that_leads_back_to_itself_from_the_start_is_refused()
    {
        Knot one = new(), other = new() { Next = one };
        one.Next = other;
        var refused = Assert.Throws<ArgumentException>(() => Track.Object(one));
        Assert.Contains("JsonIgnore", refused.Message, StringComparison.Ordinal);
        other.Next = null;
        Assert.Equal("""{"Next":{"Next":null}}""", Track.Object(one).Snapshot.ToString());
    }

    [Fact]
    public void Objects_are_children_of_lists_and_dictionaries()
    {
        Person ann = new("Ann"), bob = new("Bob");
        TrackedList<Person> list = [ann, bob];
        TrackedDictionary<string, Person> byName = new() { ["ann"] = ann };
        ann.Age = 1;
        Assert.Equal("/0/Age", list.Log.Last.Path.ToString());
        Assert.Equal("/ann/Age", byName.Log.Last.Path.ToString());
        list.Reverse();
        ann.Age = 2;
        Assert.Equal("/1/Age", list.Log.Last.Path.ToString());
        Assert.Equal([list.Id, byName.Id], Track.Object(ann).Parents.Select(it => it.Id));
        _ = list.Remove(ann);
        byName["ann"] = bob;
        Assert.Empty(Track.Object(ann).Parents);
        var before = (list.Log.Last, byName.Log.Last);
        ann.Age = 3;
        Assert.Equal(before, (list.Log.Last, byName.Log.Last));
        byName.LockKey("ann");
        _ = Assert.Throws<InvalidOperationException>(() => bob.Age = 1);
        Assert.Equal(0, bob.Age);
        Assert.Contains("Person", Assert.Throws<NotSupportedException>(() => list.Copy()).Message,
            StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => new TrackedSet<Person> { ann });
    }

    [Fact]
    public void Rolling_back_sets_the_properties_and_tells_whoever_is_bound_to_them()
    {
        Person ann = new("Ann") { Friend = new("Bob") };
        var container = Track.Object(ann);
        var bob = ann.Friend;
        var entry = container.Log.Last;
        ann.Name = "Anna";
        bob.Name = "Rob";
        ann.Friend = null;
        List<string?> told = [];
        ann.PropertyChanged += (_, it) => told.Add(it.PropertyName);
        var count = container.Log.Count;
        container.RollBackTo(entry);
        Assert.Equal(("Ann", "Bob"), (ann.Name, ann.Friend!.Name));
        Assert.Same(bob, ann.Friend);
        Assert.Equal(["Friend", "Name"], told.Order());
        Assert.Equal((count + 1, ChangeAction.Replace), (container.Log.Count, container.Log.Last.Action));
        bob.Age = 1;
        Assert.Equal("/Friend/Age", container.Log.Last.Path.ToString());
    }

    [Fact]
    public void A_batch_is_kept_or_taken_back_with_the_fields()
    {
        Person ann = new("Ann");
        var container = Track.Object(ann);
        List<ChangeEntry> heard = [];
        using var subscription = container.Subscribe(heard.Add);
        using (Batch("lost"))
        {
            ann.Name = "Eve";
            ann.Items.Add(1);
            ann.Friend = new("Bob");
        }

        Assert.Equal(("Ann", 0, null), (ann.Name, ann.Items.Count, ann.Friend));
        Assert.Equal([ChangeAction.RolledBack], container.Log.Entries.Skip(1).Select(it => it.Action));
        using (var batch = Batch("kept"))
        {
            ann.Name = "Eve";
            ann.Age = 3;
            batch.Commit();
        }

        Assert.Equal(
            [ChangeAction.RolledBack, ChangeAction.Update, ChangeAction.Update], heard.Select(it => it.Action));
        Assert.Single(heard.Skip(1).Select(it => it.Group).Distinct());
    }

    [Fact]
    public void A_subscriber_that_throws_reaches_who_set_the_property_and_undoes_nothing()
    {
        Person ann = new("Ann");
        var container = Track.Object(ann);
        ann.PropertyChanged += (_, _) => throw new FormatException();
        _ = Assert.Throws<FormatException>(() => ann.Age = 2);
        Assert.Equal((2, "2"), (ann.Age, container.Log.Last.After.Text()));
        using (Batch("lost")) _ = Assert.Throws<FormatException>(() => ann.Age = 3);
        Assert.Equal((2, ChangeAction.RolledBack), (ann.Age, container.Log.Last.Action));
    }

    [Fact]
    public async Task Two_that_change_an_object_at_once_are_noticed()
    {
        using Slow slow = new();
        _ = Track.Object(slow);
        slow.IsSlow = true;
        var first = Task.Run(() => slow.Number = 1);
        slow.Reading.Wait();
        _ = Assert.Throws<InvalidOperationException>(() => slow.Number = 2);
        slow.Going.Set();
        _ = await first;
        Assert.Equal((1, "1"), (slow.Number, Track.Object(slow).Log.Last.After.Text()));
    }

    [Fact]
    public void The_getter_says_what_a_property_is_and_a_notice_what_has_changed_with_it()
    {
        Temperature it = new();
        var container = Track.Object(it);
        it.Celsius = 100;
        Assert.Equal("""{"Celsius":100,"Fahrenheit":212,"Note":""}""", container.Snapshot.ToString());
        Assert.Equal(3, container.Log.Count);
        it.Note = "hot";
        Assert.Equal("\"HOT\"", container.Log.Last.After.Text());
        container.LockProperty(nameof(Temperature.Fahrenheit));
        _ = Assert.Throws<InvalidOperationException>(() => it.Celsius = 0);
        Assert.Equal(212, it.Fahrenheit);
    }

    [Fact]
    public void A_getter_that_throws_is_named()
    {
        var refused = Assert.Throws<ArgumentException>(() => Track.Object(new Broken()));
        Assert.Contains("Fragile", refused.Message, StringComparison.Ordinal);
        _ = Assert.IsType<FormatException>(refused.InnerException);
    }

    [Fact]
    public void What_is_no_model_is_refused_with_what_to_do()
    {
        Assert.Contains("TrackedObject", Assert.Throws<ArgumentException>(() => Track.Object(new())).Message,
            StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => Track.Object(new TrackedList<int>()));
        _ = Assert.Throws<ArgumentNullException>(() => Track.Object(null!));
    }

    private sealed class Knot : TrackedObject
    {
        private Knot? _next;

        public Knot? Next
        {
            get => _next;
            set
            {
                _next = value;
                OnPropertyChanged();
            }
        }
    }

    private sealed class Slow : TrackedObject, IDisposable
    {
        private int _number;

        [JsonIgnore]
        public bool IsSlow { get; set; }

        internal ManualResetEventSlim Reading { get; } = new();

        internal ManualResetEventSlim Going { get; } = new();

        public int Number
        {
            get
            {
                if (IsSlow && _number == 1)
                {
                    Reading.Set();
                    Going.Wait();
                }

                return _number;
            }
            set => _ = SetProperty(ref _number, value);
        }

        public void Dispose()
        {
            Reading.Dispose();
            Going.Dispose();
        }
    }

    private sealed class Temperature : TrackedObject
    {
        private int _celsius;
        private string _note = "";

        public int Celsius
        {
            get => _celsius;
            set
            {
                if (SetProperty(ref _celsius, value)) OnPropertyChanged(nameof(Fahrenheit));
            }
        }

        public int Fahrenheit
        {
            get => (_celsius * 9 / 5) + 32;
            set => Celsius = (value - 32) * 5 / 9;
        }

        public string Note
        {
            get => _note.ToUpperInvariant();
            set => _ = SetProperty(ref _note, value);
        }
    }

    private sealed class Broken : TrackedObject
    {
        public string Fragile
        {
            get => throw new FormatException("no");
            set => OnPropertyChanged();
        }
    }
}
