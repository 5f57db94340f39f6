using System.Diagnostics;
using Timeline.Collections;

namespace Timeline.ChangeLogs;

/// <summary>The entries of one container in order, within limits: a value, so a log of before is a reference.</summary>
/// <remarks>
/// Laws: <see cref="ChangeReplay.Forward"/> along <see cref="Entries"/> from <see cref="Original"/> gives the content
/// after <see cref="Last"/>, whatever was dropped; numbers go up by one, and times never go back. Never empty.
/// Immutable and safe to share between threads; adding to one log from several threads gives each its own.
/// </remarks>
public sealed class ChangeLog
{
    // What is dropped stays in the list until a part worth cutting off has come together, as cutting costs more than
    // adding.
    private const int SlackMin = 64;
    private const int SlackShare = 8;

    private readonly PersistentList<ChangeEntry> _entries;
    private readonly int _start;
    private readonly ChangeContent _original;

    private ChangeLog(
        PersistentList<ChangeEntry> entries,
        int start,
        ChangeContent original,
        ChangeLogLimits limits,
        ChangeEntry last)
    {
        _entries = entries;
        _start = start;
        _original = original;
        Limits = limits;
        Last = last;
    }

    /// <summary>How much is kept.</summary>
    public ChangeLogLimits Limits { get; }

    /// <summary>The newest entry.</summary>
    public ChangeEntry Last { get; }

    /// <summary>How many entries are kept; at least one.</summary>
    public int Count => _entries.Count - _start;

    /// <summary>The oldest entry that is kept. O(log n).</summary>
    public ChangeEntry First => _entries[_start];

    /// <summary>The entries that are kept, oldest first. O(log n).</summary>
    public PersistentList<ChangeEntry> Entries => _entries.Skip(_start);

    /// <summary>The content that the kept entries start from: of the first entry of all, or, where some were dropped,
    /// the content before the first that is kept. O(log n).</summary>
    public ChangeContent Original => _start == 0 ? _original : Whole(_entries[_start - 1]);

    /// <summary>A log that begins.</summary>
    /// <param name="first">Its first entry, which says the content of the container.</param>
    /// <param name="limits">How much is kept; all if null.</param>
    /// <returns>The log.</returns>
    /// <exception cref="ArgumentException">The entry is no <see cref="ChangeAction.Init"/>, or says no
    /// content.</exception>
    public static ChangeLog Begin(ChangeEntry first, ChangeLogLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        return first.Action == ChangeAction.Init && ChangeContent.OrNull(first.After) is { } content
            ? new ChangeLog(PersistentList.Create(first), 0, content, limits ?? ChangeLogLimits.None, first)
            : throw new ArgumentException("A log begins with an entry that says the content.", nameof(first));
    }

    /// <summary>The log with one more entry, and without what the limits then drop. O(1) amortised.</summary>
    /// <param name="entry">An entry of the same container with the next number, not before the last one in time, that
    /// has its <see cref="ChangeEntry.ContentAfter"/>.</param>
    /// <returns>The longer log.</returns>
    /// <exception cref="ArgumentException">The entry does not follow the last one, or lacks its content.</exception>
    public ChangeLog Add(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Id.Container != Last.Id.Container || entry.Id.Number != Last.Id.Number + 1 || entry.Time < Last.Time)
            throw new ArgumentException($"The entry {entry.Id} does not follow {Last.Id}.", nameof(entry));
        if (entry.ContentAfter.IsNone)
            throw new ArgumentException($"The entry {entry.Id} does not say the content after it.", nameof(entry));
        var entries = _entries.Add(entry);
        return ReferenceEquals(Limits, ChangeLogLimits.None)
            ? new ChangeLog(entries, _start, _original, Limits, entry)
            : Within(entries, _start, _original, Limits, entry);
    }

    /// <summary>The log under other limits, without what they drop.</summary>
    /// <param name="limits">How much is kept from now on; what was dropped before does not come back.</param>
    /// <returns>The log; this one where the limits are the same. O(what is dropped).</returns>
    public ChangeLog With(ChangeLogLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return limits == Limits ? this : Within(_entries, _start, _original, limits, Last);
    }

    /// <summary>An entry and those after it. O(log n).</summary>
    /// <param name="entry">An entry of this log, whether it is still kept or not.</param>
    /// <returns>The kept entries from its number on, so itself first where it is kept.</returns>
    /// <exception cref="ArgumentException">The entry is of another container's log.</exception>
    public PersistentList<ChangeEntry> Since(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Id.Container != Last.Id.Container)
        {
            throw new ArgumentException(
                $"The entry {entry.Id} is not of the log of {Last.Id.Container}.", nameof(entry));
        }

        var newer = Math.Clamp(Last.Id.Number - entry.Id.Number + 1, 0, Count);
        return Latest((int)newer);
    }

    /// <summary>The entries at a time and after it. O(log² n).</summary>
    /// <param name="time">The time.</param>
    /// <returns>The kept entries that are not before it.</returns>
    public PersistentList<ChangeEntry> Since(DateTimeOffset time)
    {
        var (low, high) = (_start, _entries.Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (_entries[middle].Time < time) low = middle + 1;
            else high = middle;
        }

        return _entries.Skip(low);
    }

    /// <summary>The newest entries. O(log n).</summary>
    /// <param name="count">How many; all that are kept if there are fewer.</param>
    /// <returns>So many entries, oldest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public PersistentList<ChangeEntry> Latest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _entries.Skip(_entries.Count - Math.Min(count, Count));
    }

    /// <summary>How much the log holds.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Count} entries up to {Last.Id}";

    private static ChangeLog Within(
        PersistentList<ChangeEntry> entries,
        int start,
        ChangeContent original,
        ChangeLogLimits limits,
        ChangeEntry last)
    {
        var kept = limits.Count is { } count ? Math.Max(start, entries.Count - count) : start;
        if (limits.Age is { } age)
        {
            while (last.Time - entries[kept].Time > age) kept++;
        }

        return kept <= Math.Max(SlackMin, (entries.Count - kept) / SlackShare)
            ? new ChangeLog(entries, kept, original, limits, last)
            : new ChangeLog(entries.Skip(kept), 0, Whole(entries[kept - 1]), limits, last);
    }

    private static ChangeContent Whole(ChangeEntry entry) =>
        ChangeContent.OrNull(entry.Action == ChangeAction.Init ? entry.After : entry.ContentAfter)
        ?? throw new UnreachableException();
}
