using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Observing;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Unit.Containers;

public sealed class FollowedModelTests
{
    [Fact]
    public void A_model_of_another_library_is_followed_as_it_is()
    {
        OrderModel order = new() { Customer = "Ann" };
        var container = Track.Object(order, new TrackingOptions { Name = "order" });
        order.Amount = 3;
        order.Customer = "Bob";
        order.Notes["a"] = 1;
        Assert.Equal(
            ["/total", "/Customer", "/Notes/a"], container.Log.Entries.Skip(1).Select(it => it.Path.ToString()));
        Assert.Equal(
            """{"Customer":"Bob","total":3,"Tag":null,"First":null,"Lines":[],"Numbers":[],"Notes":{"a":1}}""",
            container.Snapshot.ToString());
        Assert.Equal("Amount", container.Log.Entries[1].Method);
        Assert.Same(container, Track.Object(order));
    }

    [Fact]
    public void Models_and_observable_collections_in_properties_are_followed_at_any_depth()
    {
        OrderModel order = new();
        var container = Track.Object(order);
        LineModel tea = new(), milk = new();
        order.Lines.Add(tea);
        tea.Product = "tea";
        order.Lines.Insert(0, milk);
        tea.Product = "green tea";
        order.Lines.Move(0, 1);
        tea.Product = "tea";
        order.Lines[1] = new() { Product = "coffee" };
        order.Lines.RemoveAt(0);
        Assert.Equal(
            [
                "Add /Lines/0", "Update /Lines/0/Product", "Add /Lines/0", "Update /Lines/1/Product", "Replace /Lines",
                "Update /Lines/0/Product", "Update /Lines/1", "Remove /Lines/0",
            ],
            container.Log.Entries.Skip(1).Select(it => $"{it.Action} {it.Path}"));
        var count = container.Log.Count;
        (tea.Product, milk.Product) = ("gone", "gone");
        Assert.Equal(count, container.Log.Count);
        var old = order.Lines;
        order.Lines = [tea];
        old.Clear();
        Assert.Equal(count + 1, container.Log.Count);
        tea.Extra = new List<int> { 1 };
        order.First = tea;
        tea.Product = "twice";
        Assert.Equal(
            ["/First/Product", "/Lines/0/Product"],
            container.Log.Latest(2).Select(it => it.Path.ToString()).Order());
        order.Lines.Clear();
        Assert.Equal("[]", container.Log.Last.After.Text());
        Assert.Equal(ContainerKind.List, container.Log.Last.Kind);
    }

    [Fact]
    public void Plain_collections_become_tracked_ones_in_properties_that_take_them()
    {
        OrderModel order = new();
        var container = Track.Object(order);
        order.Numbers.Add(1);
        order.Numbers = new List<int> { 5 };
        order.Numbers.Add(6);
        Assert.Equal(
            ["/Numbers/0", "/Numbers", "/Numbers/1"], container.Log.Entries.Skip(1).Select(it => it.Path.ToString()));
        OrderModel plain = new() { First = new() };
        var bare = Track.Object(plain, new TrackingOptions { ConvertInObjects = false });
        plain.Numbers.Add(1);
        plain.First.Product = "tea";
        Assert.Equal(1, bare.Log.Count);
        _ = Assert.IsType<List<int>>(plain.Numbers);
    }

    [Fact]
    public void A_locked_model_that_tells_before_is_stopped_before_anything_is_set()
    {
        OrderModel order = new() { Customer = "Ann" };
        List<string?> told = [];
        var container = Track.Object(order);
        order.PropertyChanged += (_, it) => told.Add(it.PropertyName);
        container.LockProperty(nameof(OrderModel.Amount));
        _ = Assert.Throws<InvalidOperationException>(() => order.Amount = 3);
        container.Lock();
        _ = Assert.Throws<InvalidOperationException>(() => order.Customer = "Bob");
        Assert.Equal(("Ann", 0), (order.Customer, order.Amount));
        Assert.Empty(told);
        _ = Assert.Throws<InvalidOperationException>(() => order.Reset("Eve", 4));
        Assert.Equal(("Ann", 0), (order.Customer, order.Amount));
    }

    [Fact]
    public void A_locked_model_that_tells_after_is_set_back_and_the_setter_throws()
    {
        LineModel line = new() { Product = "tea" };
        var container = Track.Object(line);
        List<string> seen = [];
        line.PropertyChanged += (_, _) => seen.Add(line.Product);
        container.Lock();
        _ = Assert.Throws<InvalidOperationException>(() => line.Product = "milk");
        Assert.Equal("tea", line.Product);
        Assert.Equal(["tea"], seen);
        container.Unlock();
        line.Product = "milk";
        Assert.Equal("milk", line.Product);
    }

    [Fact]
    public void What_cannot_be_recorded_is_set_back()
    {
        OrderModel order = new() { Tag = 1 };
        var container = Track.Object(order);
        Assert.Contains("/Tag", Assert.Throws<ArgumentException>(() => order.Tag = (Action)(() => { })).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, order.Tag);
        var circle = new LineModel();
        order.First = circle;
        _ = Assert.Throws<ArgumentException>(() => circle.Extra = order);
        Assert.Null(circle.Extra);
        Assert.Equal(2, container.Log.Count);
    }

    [Fact]
    public void A_notice_without_a_name_compares_all_properties()
    {
        OrderModel order = new();
        var container = Track.Object(order);
        order.Reset("Ann", 5);
        Assert.Equal(["/Customer", "/total"], container.Log.Latest(2).Select(it => it.Path.ToString()));
        order.Reset("Ann", 5);
        Assert.Equal(3, container.Log.Count);
    }

    [Fact]
    public void An_element_of_an_observable_collection_that_is_refused_is_set_back()
    {
        OrderModel order = new() { Lines = [new()] };
        var container = Track.Object(order);
        container.LockProperty(nameof(OrderModel.Lines));
        var first = order.Lines[0];
        _ = Assert.Throws<InvalidOperationException>(() => order.Lines.Add(new()));
        _ = Assert.Throws<InvalidOperationException>(order.Lines.Clear);
        _ = Assert.Throws<InvalidOperationException>(() => order.Lines[0] = new());
        Assert.Equal([first], order.Lines);
        container.UnlockProperty(nameof(OrderModel.Lines));
        ObservableCollection<object> mixed = [1];
        order.Tag = mixed;
        _ = Assert.Throws<ArgumentException>(() => mixed.Add((Action)(() => { })));
        Assert.Equal([1], mixed);
        Assert.Equal("/Tag", container.Log.Last.Path.ToString());
    }

    [Fact]
    public void A_collection_that_others_hear_too_cannot_be_set_back_and_is_taken_in_with_the_next_change()
    {
        OrderModel order = new();
        var container = Track.Object(order);
        order.Lines.CollectionChanged += (_, _) => { };
        container.Lock();
        var refused = Assert.Throws<InvalidOperationException>(() => order.Lines.Add(new()));
        Assert.Contains("could not be set back", refused.Message, StringComparison.Ordinal);
        container.Unlock();
        order.Lines.Add(new() { Product = "tea" });
        Assert.Equal((ChangeAction.Replace, "/Lines"), (container.Log.Last.Action, container.Log.Last.Path.ToString()));
        Assert.Equal(2, order.Lines.Count);
        order.Lines[1].Product = "milk";
        Assert.Equal("/Lines/1/Product", container.Log.Last.Path.ToString());
    }

    [Fact]
    public void Rolling_back_goes_through_setters_and_collections()
    {
        OrderModel order = new() { Lines = [new() { Product = "tea" }] };
        var container = Track.Object(order);
        var lines = order.Lines;
        using (Batch("lost"))
        {
            order.Customer = "Eve";
            order.Lines[0].Product = "milk";
            order.Lines.Add(new());
            order.Lines = [];
            order.Notes["a"] = 1;
        }

        Assert.Same(lines, order.Lines);
        Assert.Equal(("", "tea", 1, 0), (order.Customer, lines[0].Product, lines.Count, order.Notes.Count));
        Assert.Equal([ChangeAction.Init, ChangeAction.RolledBack], container.Log.Entries.Select(it => it.Action));
        var entry = container.Log.Last;
        order.Lines.Insert(0, new());
        order.Lines.Insert(0, new());
        order.Lines[2].Product = "coffee";
        order.Numbers.Add(4);
        List<string?> told = [];
        order.PropertyChanged += (_, it) => told.Add(it.PropertyName);
        container.RollBackTo(entry);
        Assert.Equal(("tea", 1, 0), (order.Lines[0].Product, order.Lines.Count, order.Numbers.Count));
        Assert.Equal(container.Log.Last.ContentAfter.Text(), entry.ContentAfter.Text());
        Assert.Empty(told);
        order.Lines[0].Product = "last";
        Assert.Equal("/Lines/0/Product", container.Log.Last.Path.ToString());
    }

    [Fact]
    public void A_list_of_models_follows_them_where_it_is_asked_to_or_where_they_are_followed()
    {
        LineModel one = new(), other = new(), late = new();
        _ = Track.Object(one);
        TrackedList<LineModel> bare = [one, other, late];
        one.Product = "a";
        other.Product = "b";
        Assert.Equal(5, bare.Log.Count);
        _ = Track.Object(late);
        late.Product = "c";
        bare.Add(late);
        bare.RemoveAt(2);
        late.Product = "d";
        Assert.Equal("/2/Product", bare.Log.Last.Path.ToString());
        bare[1] = other;
        _ = Track.Object(other);
        bare[1] = other;
        other.Product = "e";
        Assert.Equal("/1/Product", bare.Log.Last.Path.ToString());
        TrackedList<LineModel> converting = new([other], new TrackingOptions { ConvertPlain = true });
        other.Product = "c";
        Assert.Equal("/0/Product", converting.Log.Last.Path.ToString());
    }

    [Fact]
    public void Neither_an_object_nor_its_container_keeps_the_other_longer_than_it_is_used()
    {
        var (order, container) = Made();
        for (var i = 0; i < 5 && (order.IsAlive || container.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(order.IsAlive);
        Assert.False(container.IsAlive);
        OrderModel kept = new();
        var id = IdOf(kept);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        kept.Amount = 1;
        Assert.Equal((id, 2), (Track.Object(kept).Id, Track.Object(kept).Log.Count));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Guid IdOf(OrderModel model) => Track.Object(model).Id;

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference Order, WeakReference Container) Made()
        {
            OrderModel made = new() { Lines = [new()] };
            return (new(made), new(Track.Object(made)));
        }
    }

    [Fact]
    public void A_property_without_a_setter_that_was_exchanged_cannot_be_rolled_back()
    {
        Exchange model = new();
        var container = Track.Object(model);
        var entry = container.Log.Last;
        model.Renew();
        Assert.Equal("/Items", container.Log.Last.Path.ToString());
        Assert.Contains("Items", Assert.Throws<InvalidOperationException>(() => container.RollBackTo(entry)).Message,
            StringComparison.Ordinal);
        container.Lock();
        Assert.Contains("could not be set back", Assert.Throws<InvalidOperationException>(model.Renew).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_setter_that_refuses_leaves_a_roll_back_undone()
    {
        Moody model = new() { A = 1, B = 1 };
        var container = Track.Object(model);
        var entry = container.Log.Last;
        (model.A, model.B) = (2, 2);
        var log = container.Log;
        model.IsMoody = true;
        _ = Assert.Throws<InvalidOperationException>(() => container.RollBackTo(entry));
        Assert.Equal((2, 2), (model.A, model.B));
        Assert.Equal(ChangeAction.RolledBack, container.Log.Last.Action);
        Assert.Equal(log.Last.ContentAfter.Text(), container.Snapshot.ToString());
    }

    [Fact]
    public void A_setter_that_refuses_when_a_batch_is_taken_back_is_reported_and_the_record_says_what_is_there()
    {
        List<ObserverFailure> failures = [];
        Moody model = new() { A = 1, B = 1 };
        var container = Track.Object(model, new TrackingOptions { ListenerFailed = failures.Add });
        using (Batch("lost"))
        {
            (model.A, model.B) = (2, 2);
            model.IsMoody = true;
        }

        Assert.Equal((1, 2), (model.A, model.B));
        Assert.Contains("B", Assert.Single(failures).Exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"A":1,"B":2}""", container.Snapshot.ToString());
        Assert.Equal([ChangeAction.RolledBack, ChangeAction.Update], container.Log.Latest(2).Select(it => it.Action));
    }

    [Fact]
    public void A_subscriber_before_the_container_that_throws_keeps_one_notice_from_it()
    {
        LineModel line = new() { Product = "tea" };
        line.PropertyChanged += (_, _) =>
        {
            if (line.Product == "bad") throw new FormatException();
        };
        var container = Track.Object(line);
        _ = Assert.Throws<FormatException>(() => line.Product = "bad");
        Assert.Equal(1, container.Log.Count);
        line.Product = "milk";
        Assert.Equal(("\"tea\"", "\"milk\""), (container.Log.Last.Before.Text(), container.Log.Last.After.Text()));
    }

    [Fact]
    public async Task All_who_ask_at_once_get_one_container()
    {
        OrderModel order = new() { Lines = [new(), new()] };
        using Barrier start = new(4);
        var asked = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            start.SignalAndWait();
            return Track.Object(order);
        }));
        Assert.Single((await Task.WhenAll(asked)).Distinct());
        order.Amount = 1;
        Assert.Equal(2, Track.Object(order).Log.Count);
    }

    [Fact]
    public void What_has_no_properties_in_JSON_is_refused_by_its_type()
    {
        Assert.Contains("no object with properties",
            Assert.Throws<ArgumentException>(() => Track.Object(new ObservableCollection<int>())).Message,
            StringComparison.Ordinal);
        Assert.Contains("extension data", Assert.Throws<ArgumentException>(() => Track.Object(new Extended())).Message,
            StringComparison.Ordinal);
    }

    private sealed class Extended : INotifyPropertyChanged
    {
        public event PropertyChangedEventHandler? PropertyChanged;

        [JsonExtensionData]
        public Dictionary<string, object> Rest
        {
            get;
            set
            {
                field = value;
                PropertyChanged?.Invoke(this, new(nameof(Rest)));
            }
        } = [];
    }

    private sealed class Exchange : INotifyPropertyChanged
    {
        private TrackedList<int> _items = [];

        public event PropertyChangedEventHandler? PropertyChanged;

        public TrackedList<int> Items => _items;

        public void Renew()
        {
            _items = [];
            PropertyChanged?.Invoke(this, new(nameof(Items)));
        }
    }

    private sealed class Moody : INotifyPropertyChanged
    {
        public event PropertyChangedEventHandler? PropertyChanged;

        internal bool IsMoody { get; set; }

        public int A
        {
            get;
            set
            {
                field = value;
                PropertyChanged?.Invoke(this, new(nameof(A)));
            }
        }

        public int B
        {
            get;
            set
            {
                if (IsMoody && value == 1) throw new FormatException("no");
                field = value;
                PropertyChanged?.Invoke(this, new(nameof(B)));
            }
        }
    }
}
