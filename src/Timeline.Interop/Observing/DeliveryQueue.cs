namespace Timeline.Observing;

/// <summary>A queue between one who posts at a time and one who takes at a time, with no lock between the
/// two.</summary>
/// <remarks>
/// Rings in a chain: the poster fills the last one and begins a larger one when it is full, the taker empties the
/// first and goes on to the next. While the taker keeps up, one small ring is used over and over. Who
/// may post and who may take is settled elsewhere.
/// </remarks>
internal sealed class DeliveryQueue<T>
{
    private const int FirstLength = 16;
    private const int GreatestLength = 2048;

    private Ring _filled = new(FirstLength);
    private Ring _emptied;

    public DeliveryQueue() => _emptied = _filled;

    /// <summary>Adds at the end. One thread at a time.</summary>
    public void Post(in Posted<T> posted)
    {
        var ring = _filled;
        if (ring.TryAdd(posted)) return;
        var larger = new Ring(Math.Min(ring.Length * 2, GreatestLength));
        _ = larger.TryAdd(posted);
        _filled = larger;
        Volatile.Write(ref ring.Next, larger);
    }

    /// <summary>Takes the first one. One thread at a time.</summary>
    public bool TryTake(out Posted<T> posted)
    {
        if (_emptied.TryTake(out posted)) return true;
        if (Volatile.Read(ref _emptied.Next) is not { } next) return false;
        // The poster has left this ring, but may have filled it between the look into it and the look behind it.
        if (_emptied.TryTake(out posted)) return true;
        _emptied = next;
        return next.TryTake(out posted);
    }

    private sealed class Ring(int length)
    {
        public Ring? Next;

        // One slot stays empty, so that an empty ring and a full one can be told apart.
        private readonly Posted<T>[] _slots = new Posted<T>[length];
        private int _first;
        private int _end;

        public int Length => _slots.Length;

        public bool TryAdd(in Posted<T> posted)
        {
            var end = _end;
            var next = (end + 1) & (_slots.Length - 1);
            if (next == Volatile.Read(ref _first)) return false;
            _slots[end] = posted;
            Volatile.Write(ref _end, next);
            return true;
        }

        public bool TryTake(out Posted<T> posted)
        {
            var first = _first;
            if (first == Volatile.Read(ref _end))
            {
                posted = default;
                return false;
            }

            posted = _slots[first];
            _slots[first] = default;
            Volatile.Write(ref _first, (first + 1) & (_slots.Length - 1));
            return true;
        }
    }
}
