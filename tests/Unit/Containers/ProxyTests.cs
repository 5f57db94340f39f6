using System.ComponentModel;
using System.Text.Json.Serialization;
using Timeline.Containers;
using static Timeline.Containers.Tracking;

#pragma warning disable CA2227 // Models of this kind have collections that can be set.
namespace Timeline.Tests.Unit.Containers;

public sealed class ProxyTests
{
    public interface INamed
    {
        string? Name { get; set; }
    }

    public interface IHolding<T>
    {
        T Held { get; set; }
    }

    public interface ISettings : INamed, IHolding<int>, INotifyPropertyChanged
    {
        [JsonPropertyName("max")]
        int Most { get; set; }

        ISettings? Inner { get; set; }

        IList<string>? Tags { get; set; }

        object? Any { get; set; }

        [JsonIgnore]
        string? Secret { get; set; }

        Guid Fixed { get; }

        DateTime Made { get; }
    }

    public interface ICounter
    {
        int Count { get; set; }

        int Stride { get; set; }

        int Increment();

        void Fail();
    }


    public interface IFrozen
    {
        string Name { get; init; }
    }

    [Fact]
    public void A_proxy_of_an_interface_has_its_properties_and_records_them()
    {
        var settings = Track.Proxy<ISettings>();
        var container = Track.Object(settings);
        List<string?> told = [];
        settings.PropertyChanged += (_, it) => told.Add(it.PropertyName);
        ((INotifyPropertyChanging)settings).PropertyChanging += (_, it) => told.Add("-" + it.PropertyName);
        Assert.Equal((null, 0, default(Guid), default(DateTime)),
            (settings.Name, settings.Held, settings.Fixed, settings.Made));
        (settings.Name, settings.Held, settings.Most, settings.Secret) = ("a", 1, 2, "s");
        settings.Most = 2;
        Assert.Equal(("a", 1, 2, "s"), (settings.Name, settings.Held, settings.Most, settings.Secret));
        Assert.Equal(["-Name", "Name", "-Held", "Held", "-Most", "Most", "-Secret", "Secret"], told);
        Assert.Equal(["/Name", "/Held", "/max"], container.Log.Entries.Skip(1).Select(it => it.Path.ToString()));
        Assert.Same(settings, container.Target);
    }

    [Fact]
    public void A_proxy_in_a_property_is_a_child()
    {
        var outer = Track.Proxy<ISettings>();
        var inner = Track.Proxy<ISettings>();
        outer.Inner = inner;
        inner.Most = 3;
        outer.Tags = new List<string>();
        outer.Tags.Add("x");
        var log = Track.Object(outer).Log;
        Assert.Equal(["/Inner", "/Inner/max", "/Tags", "/Tags/0"], log.Entries.Skip(1).Select(it => it.Path.ToString()));
        _ = Assert.Throws<ArgumentException>(() => inner.Inner = outer);
        Assert.Null(inner.Inner);
        TrackedList<ISettings> list = [outer];
        inner.Most = 4;
        Assert.Equal("/0/Inner/max", list.Log.Last.Path.ToString());
    }

    [Fact]
    public void A_proxy_is_locked_refuses_and_is_rolled_back_as_other_objects_are()
    {
        var settings = Track.Proxy<ISettings>(new TrackingOptions { Name = "settings" });
        var container = Track.Object(settings);
        settings.Most = 1;
        var entry = container.Log.Last;
        container.LockProperty("Most");
        Assert.Contains("'settings' is locked at /max",
            Assert.Throws<InvalidOperationException>(() => settings.Most = 2).Message, StringComparison.Ordinal);
        container.UnlockProperty("Most");
        _ = Assert.Throws<ArgumentException>(() => settings.Any = (Action)(() => { }));
        Assert.Null(settings.Any);
        settings.Most = 5;
        using (Batch("lost")) settings.Most = 6;
        Assert.Equal(5, settings.Most);
        container.RollBackTo(entry);
        Assert.Equal(1, settings.Most);
    }

    [Fact]
    public void A_proxy_of_an_object_forwards_to_it_and_records_what_methods_change()
    {
        Counter target = new() { Stride = 2 };
        var counter = Track.Proxy<ICounter>(target);
        var container = Track.Object(counter);
        List<string?> told = [];
        ((INotifyPropertyChanged)counter).PropertyChanged += (_, it) => told.Add(it.PropertyName);
        Assert.Equal(2, counter.Increment());
        counter.Stride = 5;
        _ = Assert.Throws<FormatException>(counter.Fail);
        Assert.Equal((99, 5), (target.Count, target.Stride));
        Assert.Equal(["/Count", "/Stride", "/Count"], container.Log.Entries.Skip(1).Select(it => it.Path.ToString()));
        Assert.Equal(["Count", "Stride", "Count"], told);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => counter.Stride = -1);
        Assert.Equal(4, container.Log.Count);
        container.Lock();
        _ = Assert.Throws<InvalidOperationException>(() => counter.Stride = 6);
        _ = Assert.Throws<InvalidOperationException>(() => counter.Increment());
        Assert.Equal((99, 5), (target.Count, target.Stride));
        container.Unlock();
        container.RollBackTo(container.Log.First);
        Assert.Equal((0, 2), (target.Count, target.Stride));
    }

    [Fact]
    public void A_proxy_of_a_model_hears_what_is_changed_behind_it()
    {
        Model model = new();
        var proxy = Track.Proxy<INamed>(model);
        List<string?> told = [];
        ((INotifyPropertyChanged)proxy).PropertyChanged += (_, it) => told.Add(it.PropertyName);
        model.Name = "a";
        proxy.Name = "b";
        Assert.Equal(("b", 3), (model.Name, Track.Object(proxy).Log.Count));
        Assert.Equal(["Name", "Name"], told);
        Track.Object(proxy).Lock();
        _ = Assert.Throws<InvalidOperationException>(() => model.Name = "c");
        Assert.Equal("b", model.Name);
    }

    [Fact]
    public void What_no_proxy_can_be_is_refused_by_name()
    {
        Assert.Contains("Increment", Refused(() => Track.Proxy<ICounter>()), StringComparison.Ordinal);
        Assert.Contains("Fail", Refused(() => Track.Proxy<ICounter>()), StringComparison.Ordinal);
        Assert.Contains("no interface", Refused(() => Track.Proxy<Model>()), StringComparison.Ordinal);
        Assert.Contains("no interface", Refused(() => Track.Proxy<string>()), StringComparison.Ordinal);
        Assert.Contains("no interface", Refused(() => Track.Proxy(new Model())), StringComparison.Ordinal);
        Assert.Contains("IList", Refused(() => Track.Proxy<IList<int>>()), StringComparison.Ordinal);
        Assert.Contains("IFrozen.Name has an init accessor", Refused(() => Track.Proxy<IFrozen>()),
            StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentNullException>(() => Track.Proxy<ICounter>(null!, null));
    }

    private static string Refused(Func<object> call) => Assert.Throws<ArgumentException>(call).Message;

    private sealed class Counter : ICounter
    {
        private int _stride;

        public int Count { get; set; }

        public int Stride
        {
            get => _stride;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                _stride = value;
            }
        }

        public int Increment() => Count += Stride;

        public void Fail()
        {
            Count = 99;
            throw new FormatException();
        }
    }

    private sealed class Model : INamed, INotifyPropertyChanged
    {
        public event PropertyChangedEventHandler? PropertyChanged;

        public string? Name
        {
            get;
            set
            {
                field = value;
                PropertyChanged?.Invoke(this, new(nameof(Name)));
            }
        }
    }
}
