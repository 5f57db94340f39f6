using System.Runtime.CompilerServices;
using Timeline.ChangeTracking;

namespace Timeline.Tests.Unit.ChangeTracking;

/// <summary>Objects have ids, and are not kept alive by them.</summary>
public sealed class ObjectRegistryTests
{
    [Fact]
    public void Identity_counts_and_not_equality()
    {
        var tracker = new ChangeTracker();
        var (one, other) = (new List<int>(), new List<int>());
        var (text, twin) = (new string('a', 2), new string('a', 2));
        Assert.Equal((1L, 2L, 1L), (tracker.Register(one), tracker.Register(other), tracker.Register(one)));
        Assert.NotEqual(tracker.Register(text), tracker.Register(twin));
        Assert.Same(other, tracker.ObjectOf(2));
        Assert.Null(tracker.ObjectOf(77));
        Assert.Null(tracker.IdOf(new object()));
    }

    [Fact]
    public void What_is_unregistered_loses_its_id_for_good()
    {
        var tracker = new ChangeTracker();
        var it = new object();
        Assert.Equal(1, tracker.Register(it));
        Assert.True(tracker.Unregister(it));
        Assert.False(tracker.Unregister(it));
        Assert.Null(tracker.ObjectOf(1));
        Assert.Equal(2, tracker.Register(it));
    }

    [Fact]
    public void An_object_is_collected_though_it_has_an_id_which_no_other_gets()
    {
        var tracker = new ChangeTracker();
        var (gone, id) = Registered(tracker);
        Collect(gone);
        Assert.Null(tracker.ObjectOf(id));
        Assert.NotEqual(id, tracker.Register(new object()));
        var error = Assert.Throws<TimelineException>(() => tracker.FromValueJson($"{{\"obj\":{id}}}"));
        Assert.Contains("gone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_holds_what_it_saw_last_and_no_longer()
    {
        var tracker = new ChangeTracker();
        var gone = Seen(tracker);
        _ = tracker.DetectChanges();
        _ = tracker.DetectChanges();
        Collect(gone);
    }

    [Fact]
    public void A_destroyed_variable_lets_its_object_go_and_its_id_is_not_used_for_another_object()
    {
        var tracker = new ChangeTracker();
        var gone = Destroyed(tracker);
        _ = tracker.DetectChanges();
        Collect(gone);
        var again = tracker.CreateVariable(new object(), id: 5);
        Assert.NotEqual("{\"obj\":5}", $"{again.ValueJson}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_look_remembers_goes_with_what_it_was_of(bool isDestroyed)
    {
        var tracker = new ChangeTracker(new TrackerOptions { ReadsBeforeCode = 1 });
        var person = new Person();
        var gone = Remembered(tracker, person, isDestroyed);
        _ = tracker.DetectChanges();
        Collect(gone);
        GC.KeepAlive(person);
    }

    [Fact]
    public void Ids_of_the_dead_are_swept_as_others_come()
    {
        var registry = new ObjectRegistry();
        Fill(registry, 10_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Fill(registry, 20_000);
        Assert.InRange(registry.Count, 1, 20_500);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Gone, long Id) Registered(ChangeTracker tracker)
    {
        var it = new object();
        return (new WeakReference(it), tracker.Register(it));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Seen(ChangeTracker tracker)
    {
        var person = new Person();
        var before = person.Address!;
        var root = tracker.CreateVariable(person);
        _ = tracker.CreateVariable(root, "Address");
        person.Address = new Address();
        return new WeakReference(before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Remembered(ChangeTracker tracker, Person person, bool isDestroyed)
    {
        var before = person.Address!;
        var variable = tracker.CreateVariable(tracker.CreateVariable(person), "Address");
        for (var i = 0; i < 4; i++) Assert.Empty(tracker.DetectChanges());
        if (isDestroyed) Assert.True(variable.Destroy());
        person.Address = new Address();
        return new WeakReference(before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Destroyed(ChangeTracker tracker)
    {
        var it = new object();
        var variable = tracker.CreateVariable(it, id: 5);
        Assert.Equal("{\"obj\":5}", $"{variable.ValueJson}");
        Assert.True(variable.Destroy());
        return new WeakReference(it);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fill(ObjectRegistry registry, int count)
    {
        for (var i = 0; i < count; i++) _ = registry.Register(new object(), 0);
    }

    private static void Collect(WeakReference gone)
    {
        for (var i = 0; i < 10 && gone.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(gone.IsAlive);
    }
}
