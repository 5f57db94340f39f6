using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>Objects and their ids, by identity, keeping none of them alive.</summary>
/// <remarks>
/// Ids come from the numbers of the tracker, so that an id means one thing. One that an object had is never given to
/// another, not even after it was collected. Not safe for use by two threads.
/// </remarks>
internal sealed class ObjectRegistry
{
    private const int LeastBeforeSweep = 64;

    private readonly ConditionalWeakTable<object, Entry> _ids = [];
    private readonly Dictionary<long, WeakReference<object>> _objects = [];
    private readonly IdSet _used = new();
    private readonly IdSet _givenOut = new();
    private int _sweepAt = LeastBeforeSweep;

    /// <summary>The least id above 0 that neither an object nor a variable has had.</summary>
    internal long Next { get; private set; } = 1;

    /// <summary>How many ids are remembered, those included whose objects were collected and not swept yet.</summary>
    internal int Count => _objects.Count;

    /// <summary>The id of a variable that is being created, which no object is given; not lost if that fails.</summary>
    internal long Withheld { get; set; }

    /// <summary>Leaves the ids below one to the variables.</summary>
    internal void StartAt(long next) => Next = Math.Max(Next, next);

    /// <summary>Whether an id was given out to an object, which no variable had before.</summary>
    internal bool HasGivenOut(long id) => _givenOut.Contains(id);

    /// <summary>The id of an object; 0 if it has none.</summary>
    internal long IdOf(object it) => _ids.TryGetValue(it, out var entry) ? entry.Id : 0;

    /// <summary>The object of an id; false if no object has it, or it was collected.</summary>
    internal bool TryFind(long id, [NotNullWhen(true)] out object? it)
    {
        it = null;
        return _objects.TryGetValue(id, out var reference) && reference.TryGetTarget(out it);
    }

    /// <summary>The id of an object, which gets one if it has none.</summary>
    /// <param name="it">The object.</param>
    /// <param name="preferred">The id it gets if no object ever had it; 0 for any.</param>
    /// <exception cref="CaptureFault">All ids have been given out.</exception>
    internal long Register(object it, long preferred)
    {
        if (_ids.TryGetValue(it, out var entry)) return entry.Id;
        var id = preferred != 0 && _used.Add(preferred) ? preferred : GiveOut();
        StartAt(After(id));
        _ids.Add(it, new Entry(id));
        SweepIfMany();
        _objects.Add(id, new WeakReference<object>(it));
        return id;
    }

    /// <summary>Forgets the id of an object, which no other gets.</summary>
    /// <returns>False if it had none.</returns>
    internal bool Unregister(object it)
    {
        if (!_ids.TryGetValue(it, out var entry)) return false;
        _ = _ids.Remove(it);
        return _objects.Remove(entry.Id);
    }

    private static long After(long id) => id == long.MaxValue ? id : id + 1;

    private long GiveOut()
    {
        var id = Next == Withheld ? After(Next) : Next;
        return id != Withheld && _used.Add(id) && _givenOut.Add(id)
            ? id
            : throw new CaptureFault(TrackingFault.BadId, "all ids have been given out");
    }

    /// <summary>Forgets the ids whose objects are gone, whenever there are twice as many as were alive.</summary>
    private void SweepIfMany()
    {
        if (_objects.Count < _sweepAt) return;
        foreach (var (id, reference) in _objects)
        {
            // A dictionary allows that while it is walked.
            if (!reference.TryGetTarget(out _)) _ = _objects.Remove(id);
        }

        _sweepAt = Math.Max(LeastBeforeSweep, 2 * _objects.Count);
    }

    private sealed record Entry(long Id);
}
