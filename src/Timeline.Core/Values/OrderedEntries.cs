using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;

namespace Timeline.Values;

/// <summary>
/// The entries of a large map: a persistent map from key to value and rank, and the keys in the order of their ranks.
/// </summary>
/// <remarks>
/// Ranks are integers with gaps, so that a key can be placed between two others without touching them; where a gap is
/// used up, the ranks of the nearest keys are spread anew. Setting an existing key touches the map alone, and a key
/// that is added, moved or removed costs O(log² n) and no walk over the entries.
/// </remarks>
internal sealed partial class OrderedEntries
{
    /// <summary>The distance between neighbours that came in order.</summary>
    private const long Gap = 1L << 32;

    /// <summary>
    /// How near to its left neighbour a key is placed: leaves room for many more before the same
    /// key.
    /// </summary>
    private const long Step = 1L << 12;

    private static readonly EqualityComparer<Slot> SameRank =
        EqualityComparer<Slot>.Create(static (one, other) => one.Rank == other.Rank);

    private readonly PersistentMap<string, Slot> _slots;
    private readonly PersistentList<RankedKey> _order;

    private OrderedEntries(PersistentMap<string, Slot> slots, PersistentList<RankedKey> order)
    {
        _slots = slots;
        _order = order;
    }

    public int Count => _slots.Count;

    public string LastKey => _order[_order.Count - 1].Key;

    /// <summary>Entries in their order; null if a key comes twice. Built at once, so cheaper than one by one.</summary>
    public static OrderedEntries? From(ReadOnlySpan<string> keys, ReadOnlySpan<Value> values)
    {
        var pairs = new KeyValuePair<string, Slot>[keys.Length];
        var order = new RankedKey[keys.Length];
        for (var index = 0; index < keys.Length; index++)
        {
            var rank = index * Gap;
            pairs[index] = new(keys[index], new Slot(values[index], rank));
            order[index] = new(rank, keys[index]);
        }

        var slots = PersistentMap<string, Slot>.From(pairs.AsSpan());
        return slots.Count == keys.Length ? new(slots, PersistentList<RankedKey>.From(order.AsSpan())) : null;
    }

    public bool TryGet(string key, [MaybeNullWhen(false)] out Value value)
    {
        var found = _slots.TryGetValue(key, out var slot);
        value = slot.Value;
        return found;
    }

    public bool Contains(string key) => _slots.ContainsKey(key);

    /// <summary>The key that follows in order, or null. O(log² n).</summary>
    public string? KeyAfter(string key)
    {
        var next = PlaceOf(_slots[key].Rank) + 1;
        return next < _order.Count ? _order[next].Key : null;
    }

    /// <summary>With the value under an existing key replaced, or a new key added last.</summary>
    public OrderedEntries Set(string key, Value value)
    {
        if (!_slots.TryGetValue(key, out var slot)) return Insert(key, value, null);
        return IsSame(slot.Value, value) ? this : new(_slots.Set(key, new Slot(value, slot.Rank)), _order);
    }

    public OrderedEntries Remove(string key) =>
        new(_slots.Remove(key), _order.RemoveAt(PlaceOf(_slots[key].Rank)));

    /// <summary>With a key that is not there yet placed before another one, or last.</summary>
    public OrderedEntries Insert(string key, Value value, string? before)
    {
        var place = before is null ? _order.Count : PlaceOf(_slots[before].Rank);
        return TryRankAt(place, out var rank)
            ? new(_slots.Add(key, new Slot(value, rank)), _order.InsertAt(place, new RankedKey(rank, key)))
            : SpreadAround(place).Insert(key, value, before);
    }

    /// <summary>The entries in key order. O(n).</summary>
    public KeyValuePair<string, Value>[] ToArray()
    {
        var entries = new KeyValuePair<string, Value>[Count];
        if (Count > 2048)
        {
            Scatter(entries);
            return entries;
        }

        var at = 0;
        foreach (var ranked in _order)
            entries[at++] = new(ranked.Key, _slots[ranked.Key].Value!);
        return entries;
    }

    /// <summary>The keys in order. O(n).</summary>
    public string[] KeysToArray()
    {
        var keys = new string[Count];
        var at = 0;
        foreach (var ranked in _order) keys[at++] = ranked.Key;
        return keys;
    }

    /// <summary>The values in no particular order. O(n), the cheapest walk.</summary>
    public IEnumerable<KeyValuePair<string, Value>> InAnyOrder()
    {
        foreach (var entry in _slots) yield return new(entry.Key, entry.Value.Value!);
    }

    public bool EqualTo(OrderedEntries other, IEqualityComparer<Value> values) =>
        _slots.Equals(other._slots, new SameValue(values));

    /// <summary>Whether both have the same keys under the same ranks, and so in the same order. Values, and what both
    /// share, are not looked at. The same order may also have other ranks.</summary>
    public bool HasSameRanks(OrderedEntries other) => _slots.Equals(other._slots, SameRank);

    /// <summary>
    /// Walks the map in its own order and puts each entry in its place. Where ranks are evenly spread the place is
    /// known by dividing; else it is looked up among the ranks. Cheaper than a look-up by key for each entry.
    /// </summary>
    private void Scatter(KeyValuePair<string, Value>[] entries)
    {
        var ranks = new long[Count];
        var at = 0;
        foreach (var ranked in _order) ranks[at++] = ranked.Rank;
        foreach (var entry in _slots)
        {
            var rank = entry.Value.Rank;
            var guess = unchecked((ulong)(rank - ranks[0])) / (ulong)Gap;
            var place = guess < (ulong)ranks.Length && ranks[guess] == rank
                ? (int)guess
                : Array.BinarySearch(ranks, rank);
            entries[place] = new(entry.Key, entry.Value.Value!);
        }
    }

    /// <summary>The index in the order of the key with this rank. O(log² n).</summary>
    private int PlaceOf(long rank)
    {
        var low = 0;
        var high = _order.Count - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_order[middle].Rank < rank) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>A rank between the keys around a place, if there is one.</summary>
    private bool TryRankAt(int place, out long rank)
    {
        rank = 0;
        if (_order.Count == 0) return true;
        if (place == _order.Count) return TryMove(_order[place - 1].Rank, Gap, out rank);
        if (place == 0) return TryMove(_order[0].Rank, -Gap, out rank);

        var left = _order[place - 1].Rank;
        var room = Distance(left, _order[place].Rank);
        if (room < 2) return false;
        rank = left + (long)Math.Min(Math.Max(room / 2, 1), (ulong)Step);
        return true;
    }

    /// <summary>
    /// Spreads the ranks around a place evenly: over the smallest window of keys whose ranks leave room for it, which
    /// doubles until it does. Amortised O(log² n) keys per insertion, however they come.
    /// </summary>
    private OrderedEntries SpreadAround(int place)
    {
        var isAtAnEnd = place == 0 || place == _order.Count;
        for (var size = 16; size < _order.Count && !isAtAnEnd; size *= 2)
        {
            var first = Math.Max(0, Math.Min(place - (size / 2), _order.Count - size));
            var left = first == 0 ? _order[0].Rank : _order[first - 1].Rank;
            var end = first + size;
            var right = end == _order.Count ? _order[end - 1].Rank : _order[end].Rank;
            var gap = Distance(left, right) / (ulong)(size + 1);
            if (gap >= (ulong)Step) return Spread(first, size, left, (long)Math.Min(gap, (ulong)Gap));
        }

        return Spread(0, _order.Count, -Gap, Gap);
    }

    private OrderedEntries Spread(int first, int size, long left, long gap)
    {
        var slots = _slots.ToBuilder();
        var order = _order;
        for (var at = 0; at < size; at++)
        {
            var key = order[first + at].Key;
            var rank = left + (gap * (at + 1));
            slots[key] = new Slot(_slots[key].Value!, rank);
            order = order.SetAt(first + at, new RankedKey(rank, key));
        }

        return new(slots.ToMap(), order);
    }

    private static ulong Distance(long left, long right) => unchecked((ulong)right - (ulong)left);

    private static bool TryMove(long rank, long by, out long moved)
    {
        moved = unchecked(rank + by);
        return by > 0 ? moved > rank : moved < rank;
    }

    /// <summary>
    /// Whether putting one value in the place of the other would change nothing, not even what is
    /// written.
    /// </summary>
    internal static bool IsSame(Value? before, Value after) =>
        ReferenceEquals(before, after) || (after is not (Value.List or Value.Map) && after.ExactlyEquals(before));

    /// <summary>A value and its key's place in the order.</summary>
    private readonly record struct Slot(Value? Value, long Rank)
    {
        /// <summary>
        /// The same object in the same place: deciding more here would make every change of a map
        /// walk values.
        /// </summary>
        public bool Equals(Slot other) => ReferenceEquals(Value, other.Value) && Rank == other.Rank;

        public override int GetHashCode() => Rank.GetHashCode();
    }

    private readonly record struct RankedKey(long Rank, string Key);

    private sealed class SameValue(IEqualityComparer<Value> values) : IEqualityComparer<Slot>
    {
        public bool Equals(Slot x, Slot y) => values.Equals(x.Value, y.Value);

        public int GetHashCode(Slot obj) => obj.Value!.GetHashCode();
    }
}
