using System.Collections.Immutable;
using Timeline.Watching;

namespace Timeline.Benchmarks.Watching;

/// <summary>Many sets, updates and reads of one variable, and of what remembers nothing.</summary>
internal static class WatchedWork
{
    public const int Sets = 100_000;
    public const int Updates = 10_000;
    public const int Reads = 10_000_000;
    private const int Keys = 1_000;

    private static readonly ImmutableDictionary<int, int> Numbers =
        Enumerable.Range(0, Keys).ToImmutableDictionary(key => key, key => key);

    private static readonly object[] Boxes = [.. Enumerable.Range(0, Keys).Select(number => (object)number)];

    public static object UpdateBareMap()
    {
        var map = Numbers;
        for (var i = 0; i < Updates; i++)
            _ = ImmutableInterlocked.Update(ref map, static (map, i) => map.SetItem(i % Keys, i), i);
        return map;
    }

    public static object UpdateMap()
    {
        var watched = Watched(Numbers);
        for (var i = 0; i < Updates; i++)
        {
            var number = i;
            _ = watched.Update(map => map.SetItem(number % Keys, number));
        }

        return watched;
    }

    public static object UpdateBareReference()
    {
        var value = Boxes[0];
        for (var i = 0; i < Sets; i++)
            _ = ImmutableInterlocked.Update(ref value, static (_, box) => box, Boxes[i % Keys]);
        return value;
    }

    public static Watched<object> SetReferences(int listeners)
    {
        var heard = 0;
        var watched = Watched(Boxes[0]);
        for (var i = 0; i < listeners; i++) _ = watched.OnChange((_, _) => heard++);
        for (var i = 0; i < Sets; i++) _ = watched.Set(Boxes[i % Keys]);
        return heard == listeners * Sets ? watched : throw new InvalidOperationException("A listener missed a version.");
    }

    public static Watched<object> SetLabelled()
    {
        var watched = Watched(Boxes[0]);
        for (var i = 0; i < Sets; i++) _ = watched.Set(Boxes[i % Keys], i % 2 == 0 ? "up" : "down");
        return watched;
    }

    public static object ReadBare()
    {
        var cell = new Cell { Value = 1 };
        var sum = 0L;
        for (var i = 0; i < Reads; i++) sum += Volatile.Read(ref cell.Value);
        return sum;
    }

    public static object Read()
    {
        var watched = Watched(1);
        var sum = 0L;
        for (var i = 0; i < Reads; i++) sum += watched.Value;
        return sum;
    }

    public static Action<int> AddLocked()
    {
        var (gate, list) = (new Lock(), new List<object>());
        return i =>
        {
            lock (gate) list.Add(Boxes[i % Keys]);
        };
    }

    public static Action<int> SetLocked()
    {
        var watched = Watched(Boxes[0]);
        return i => watched.Set(Boxes[i % Keys]);
    }

    public static object OnTwoThreads(Action<int> set)
    {
        using var start = new Barrier(2);
        Thread[] threads = [new(Run), new(Run)];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return set;

        void Run()
        {
            start.SignalAndWait();
            for (var i = 0; i < Sets; i++) set(i);
        }
    }

    // An object is kept by reference: what is measured is the variable, not copying.
    private static Watched<T> Watched<T>(T initial)
    {
        var watched = Registry.Default.Watch("watched", initial, new() { Isolation = Timeline.Isolation.Isolation<T>.Trusting });
        Registry.Default.Unregister("watched");
        return watched;
    }

    private sealed class Cell
    {
        public int Value;
    }
}
