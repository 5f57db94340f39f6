using System.ComponentModel;
using System.Runtime.CompilerServices;
using Timeline.ChangeLogs;
using Timeline.Containers;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Unit.Containers;

/// <summary>Setters that set other properties, copies of objects, and what fails or ends at a bad moment.</summary>
public sealed class SideEffectTests
{
    [Fact]
    public void What_a_setter_sets_besides_is_recorded_also_where_the_container_called_it()
    {
        BasketModel basket = new();
        var container = Track.Object(basket);
        basket.Items = new List<int> { 1, 2, 3 };
        _ = Assert.IsType<TrackedList<int>>(basket.Items);
        Assert.Equal("""{"Items":[1,2,3],"Count":3,"Price":0,"Tax":0}""", container.Snapshot.ToString());

        basket.Price = 100;
        container.LockProperty(nameof(BasketModel.Price));
        _ = Assert.Throws<InvalidOperationException>(() => basket.Price = 700);
        Assert.Equal((100, 10), (basket.Price, basket.Tax));
        Assert.Equal("""{"Items":[1,2,3],"Count":3,"Price":100,"Tax":10}""", container.Snapshot.ToString());
    }

    [Fact]
    public void What_a_setter_sets_besides_is_recorded_when_an_object_is_followed_first()
    {
        BasketModel basket = new();
        basket.Items = new List<int> { 1 };
        basket.AddsOne = true;
        Assert.Equal("""{"Items":[1],"Count":2,"Price":0,"Tax":0}""", Track.Object(basket).Snapshot.ToString());
        Assert.Equal(2, basket.Count);
    }

    [Fact]
    public void A_copy_of_an_object_has_a_container_of_its_own()
    {
        Sheep dolly = new() { Name = "Dolly" };
        var container = Track.Object(dolly);
        dolly.Name = "Dolly I";
        var copy = dolly.Copied();
        copy.Name = "Dolly II";
        Assert.NotSame(container, Track.Object(copy));
        Assert.Equal("""{"Name":"Dolly I","Parent":null}""", container.Snapshot.ToString());
        Assert.Equal("""{"Name":"Dolly II","Parent":null}""", Track.Object(copy).Snapshot.ToString());

        BasketModel basket = new() { Price = 10 };
        Track.Object(basket).Lock();
        var other = basket.Copied();
        other.Price = 20;
        Assert.Equal((10, 20), (basket.Price, other.Price));
    }

    [Fact]
    public void A_way_back_in_the_properties_of_objects_is_refused_with_what_to_do()
    {
        Sheep parent = new(), lamb = new() { Parent = parent };
        var refused = Assert.Throws<ArgumentException>(() => parent.Parent = lamb);
        Assert.Contains("[JsonIgnore]", refused.Message, StringComparison.Ordinal);
        Assert.Null(parent.Parent);
    }

    [Fact]
    public void An_entry_that_was_taken_back_is_none_to_roll_back_to()
    {
        TrackedDictionary<string, int> map = new() { ["a"] = 1 };
        ChangeEntry lost;
        using (Batch("lost"))
        {
            map["a"] = 2;
            lost = map.Log.Last;
            map["a"] = 3;
            map.RollBackTo(lost);
            Assert.Equal(2, map["a"]);
        }

        map["b"] = 1;
        Assert.Equal(lost.Id.Number, map.Log.Entries[2].Id.Number);
        var refused = Assert.Throws<ArgumentException>(() => map.RollBackTo(lost));
        Assert.Contains("taken back", refused.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1], map.Values);
        map.RollBackTo(map.Log.Entries[1]);
        Assert.Equal("""{"a":1}""", map.Snapshot.ToString());
    }

    [Fact]
    public void A_lock_that_cannot_be_recorded_is_none()
    {
        FailingClock clock = new();
        TrackedDictionary<string, int> map = new(new TrackingOptions { Clock = clock });
        Sheep dolly = new(new TrackingOptions { Clock = clock });
        var container = Track.Object(dolly);
        clock.IsFailing = true;
        _ = Assert.Throws<TimeoutException>(map.Lock);
        _ = Assert.Throws<TimeoutException>(() => map.LockKey("a"));
        _ = Assert.Throws<TimeoutException>(() => container.LockProperty(nameof(Sheep.Name)));
        clock.IsFailing = false;
        Assert.False(map.IsLocked || map.IsKeyLocked("a") || container.IsPropertyLocked(nameof(Sheep.Name)));
        map.Lock();
        clock.IsFailing = true;
        _ = Assert.Throws<TimeoutException>(map.Unlock);
        Assert.True(map.IsLocked);
    }

    [Fact]
    public void Tasks_that_are_started_in_a_batch_take_part_in_it()
    {
        var maps = Enumerable.Range(0, 2_000).Select(_ => new TrackedDictionary<string, int>()).ToArray();
        var heard = 0;
        foreach (var map in maps) _ = map.Subscribe(_ => Interlocked.Increment(ref heard));
        using (Batch("lost")) Change();
        Assert.Equal(0, maps.Sum(it => it.Count));
        heard = 0;
        using (var batch = Batch("kept"))
        {
            Change();
            batch.Commit();
        }

        Assert.Equal((2 * maps.Length, 2 * maps.Length), (maps.Sum(it => it.Count), heard));

        void Change() => Parallel.ForEach(maps, map =>
        {
            map["a"] = 1;
            map["b"] = 2;
        });
    }

    [Fact]
    public async Task A_task_that_outlives_its_batch_changes_nothing_of_it()
    {
        TrackedList<int> list = [1];
        using var isOver = new SemaphoreSlim(0);
        Task late;
        using (Batch("over"))
        {
            late = Task.Run(async () =>
            {
                await isOver.WaitAsync();
                list.Add(2);
            });
        }

        _ = isOver.Release();
        await late;
        list.Add(3);
        Assert.Equal([1, 2, 3], list);
    }

    private sealed class FailingClock : TimeProvider
    {
        public bool IsFailing { get; set; }

        public override DateTimeOffset GetUtcNow() => IsFailing ? throw new TimeoutException() : base.GetUtcNow();
    }

    private sealed class Sheep(TrackingOptions? options = null) : TrackedObject(options)
    {
        private string _name = "";
        private Sheep? _parent;

        public string Name
        {
            get => _name;
            set => SetProperty(ref _name, value);
        }

        public Sheep? Parent
        {
            get => _parent;
            set => SetProperty(ref _parent, value);
        }

        public Sheep Copied() => (Sheep)MemberwiseClone();
    }

    private sealed class BasketModel : INotifyPropertyChanged, INotifyPropertyChanging
    {
        public event PropertyChangedEventHandler? PropertyChanged;

        public event PropertyChangingEventHandler? PropertyChanging;

        public IList<int> Items
        {
            get;
            set
            {
                field = value;
                Told();
                Count = value.Count + (AddsOne ? 1 : 0);
            }
        } = new TrackedList<int>();

        public int Count
        {
            get;
            set
            {
                if (field == value) return;
                field = value;
                Told();
            }
        }

        public int Price
        {
            get;
            set
            {
                if (field == value) return;
                PropertyChanging?.Invoke(this, new(""));
                if (Locked) PropertyChanging?.Invoke(this, new(nameof(Price)));
                field = value;
                Tax = value / 10;
                Told();
            }
        }

        public int Tax
        {
            get;
            set
            {
                if (field == value) return;
                field = value;
                Told();
            }
        }

        internal bool AddsOne { get; set; }

        internal bool Locked { get; set; }

        public BasketModel Copied()
        {
            var copy = (BasketModel)MemberwiseClone();
            copy.Locked = true;
            return copy;
        }

        private void Told([CallerMemberName] string? name = null) => PropertyChanged?.Invoke(this, new(name));
    }
}
