using System.Collections.Immutable;
using Timeline.ChangeLogs;
using Timeline.Collections;

namespace Timeline.ChangeObservers;

/// <summary>Keeps entries in memory, the newest ones: for tests, for a look at what has just happened.</summary>
/// <remarks>Law: it holds the newest of what it was told since it was cleared. Any thread may call any member at any
/// time; entries of several containers stand in the order in which they were told.</remarks>
public sealed class ChangeCollector : IObserver<ChangeEntry>
{
    // What is dropped stays in the list until a part worth cutting off has come together.
    private const int SlackMin = 64;

    private readonly Lock _gate = new();
    private readonly bool _includesInit;
    private Kept _kept = Kept.None;

    /// <summary>A collector of nothing yet.</summary>
    /// <param name="capacity">How many entries are kept at most; null for all there are.</param>
    /// <param name="includeInit">Whether entries that begin a log are kept, which hold a whole content.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
    public ChangeCollector(int? capacity = null, bool includeInit = false)
    {
        if (capacity is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(capacity));
        Capacity = capacity;
        _includesInit = includeInit;
    }

    /// <summary>How many entries are kept at most; null for all there are.</summary>
    public int? Capacity { get; }

    /// <summary>The entries that are kept now, oldest first. O(log n).</summary>
    public PersistentList<ChangeEntry> Entries => Volatile.Read(ref _kept).Entries;

    /// <summary>How many entries are kept now. O(1).</summary>
    public int Count => Volatile.Read(ref _kept).Count;

    /// <summary>The newest entry; null where there is none. O(log n).</summary>
    public ChangeEntry? Last => Volatile.Read(ref _kept) is { Count: > 0 } kept ? kept.All[^1] : null;

    /// <summary>How many entries made room for newer ones since it was cleared. O(1).</summary>
    public long Dropped => Volatile.Read(ref _kept).Dropped;

    /// <summary>The kept entries that are wanted. O(n).</summary>
    /// <param name="filter">Which are.</param>
    /// <returns>Those entries, oldest first.</returns>
    public ImmutableArray<ChangeEntry> Where(ChangeFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. Entries.Where(filter.IsWanted)];
    }

    /// <summary>Keeps none of the entries of before, and counts dropped ones anew. O(1).</summary>
    public void Clear()
    {
        lock (_gate) Volatile.Write(ref _kept, Kept.None);
    }

    /// <summary>Keeps an entry. O(log n).</summary>
    /// <param name="value">The entry.</param>
    public void OnNext(ChangeEntry value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Action == ChangeAction.Init && !_includesInit) return;
        lock (_gate) Volatile.Write(ref _kept, _kept.With(value, Capacity));
    }

    /// <summary>Does nothing: what was kept is still there.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>Does nothing: what was kept is still there.</summary>
    /// <param name="error">What ended the source.</param>
    public void OnError(Exception error)
    {
    }

    /// <summary>The list with what is dropped and not yet cut off in front.</summary>
    private sealed record Kept(PersistentList<ChangeEntry> All, int Start, long Dropped)
    {
        public static readonly Kept None = new([], 0, 0);

        public int Count => All.Count - Start;

        public PersistentList<ChangeEntry> Entries => All.Skip(Start);

        public Kept With(ChangeEntry entry, int? capacity)
        {
            var all = All.Add(entry);
            if (capacity is not { } most || all.Count - Start <= most) return this with { All = all };
            var start = Start + 1;
            return start <= Math.Max(SlackMin, most)
                ? new(all, start, Dropped + 1)
                : new(all.Skip(start), 0, Dropped + 1);
        }
    }
}
