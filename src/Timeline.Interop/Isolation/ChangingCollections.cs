using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Timeline.Isolation;

/// <summary>How collections that can change are copied: what is made of one, and how an element is added.</summary>
/// <remarks>Where no element can change, all are copied at once.</remarks>
internal static class ChangingCollections
{
    internal static Copier List<T>() => new ListCopier<T>();

    internal static Copier Queue<T>() => new Refilled<Queue<T>, T>(
        it => new Queue<T>(it), it => new Queue<T>(it.Count), (all, it) => all.Enqueue(it));

    // A stack is gone through from its top.
    internal static Copier Stack<T>() => new Refilled<Stack<T>, T>(
        it => new Stack<T>(it.Reverse()), it => new Stack<T>(it.Count), (all, it) => all.Push(it))
    {
        IsFromTop = true,
    };

    internal static Copier LinkedList<T>() => new Refilled<LinkedList<T>, T>(
        it => new LinkedList<T>(it), _ => new LinkedList<T>(), (all, it) => all.AddLast(it));

    internal static Copier ConcurrentQueue<T>() => new Refilled<ConcurrentQueue<T>, T>(
        it => new ConcurrentQueue<T>(it), _ => new ConcurrentQueue<T>(), (all, it) => all.Enqueue(it));

    internal static Copier HashSet<T>() => new Refilled<HashSet<T>, T>(
        it => new HashSet<T>(it, it.Comparer),
        it => new HashSet<T>(it.Count, it.Comparer),
        (all, it) => _ = all.Add(it))
    {
        HasKey = Part<T>.IsSame,
    };

    internal static Copier SortedSet<T>() => new Refilled<SortedSet<T>, T>(
        it => new SortedSet<T>(it, it.Comparer),
        it => new SortedSet<T>(it.Comparer),
        (all, it) => _ = all.Add(it))
    {
        HasKey = Part<T>.IsSame,
    };

    internal static Copier Dictionary<TKey, TValue>()
        where TKey : notnull => new Refilled<Dictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => new Dictionary<TKey, TValue>(it, it.Comparer),
            it => new Dictionary<TKey, TValue>(it.Count, it.Comparer),
            (all, it) => all[it.Key] = it.Value)
        {
            HasKey = IsSame,
        };

    internal static Copier SortedDictionary<TKey, TValue>()
        where TKey : notnull => new Refilled<SortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => new SortedDictionary<TKey, TValue>(it, it.Comparer),
            it => new SortedDictionary<TKey, TValue>(it.Comparer),
            (all, it) => all[it.Key] = it.Value)
        {
            HasKey = IsSame,
        };

    internal static Copier SortedList<TKey, TValue>()
        where TKey : notnull => new Refilled<SortedList<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => new SortedList<TKey, TValue>(it, it.Comparer),
            it => new SortedList<TKey, TValue>(it.Count, it.Comparer),
            (all, it) => all[it.Key] = it.Value)
        {
            HasKey = IsSame,
        };

    internal static Copier ConcurrentDictionary<TKey, TValue>()
        where TKey : notnull => new Refilled<ConcurrentDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => new ConcurrentDictionary<TKey, TValue>(it, it.Comparer),
            it => new ConcurrentDictionary<TKey, TValue>(it.Comparer),
            (all, it) => all[it.Key] = it.Value)
        {
            HasKey = IsSame,
        };

    internal static Copier JsonArray() => new Refilled<JsonArray, JsonNode?>(
        it => it, it => new JsonArray(it.Options), (all, it) => all.Add(it));

    internal static Copier JsonObject() => new Refilled<JsonObject, KeyValuePair<string, JsonNode?>>(
        it => it, it => new JsonObject(it.Options), (all, it) => all[it.Key] = it.Value);

    private static bool IsSame<TKey, TValue>(KeyValuePair<TKey, TValue> one, KeyValuePair<TKey, TValue> other) =>
        Part<TKey>.IsSame(one.Key, other.Key);
}
