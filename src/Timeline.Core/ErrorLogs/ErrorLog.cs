using LanguageExt;
using Timeline.Collections;
using Timeline.Events;

namespace Timeline.ErrorLogs;

/// <summary>What went wrong, in the order of logging: an immutable value.</summary>
/// <remarks>
/// Laws: an entry logged again is passed over, and the same log comes back; numbers ascend and are given once, also
/// after entries were dropped. Versions share structure. Safe to share between threads.
/// </remarks>
public sealed class ErrorLog
{
    /// <summary>The log without entries.</summary>
    public static readonly ErrorLog Empty = new([], [], 0);

    private readonly PersistentMap<EventId, StoredError> _byId;

    private ErrorLog(PersistentList<StoredError> entries, PersistentMap<EventId, StoredError> byId, long last)
    {
        Entries = entries;
        _byId = byId;
        LastNumber = last;
    }

    /// <summary>The entries, oldest first.</summary>
    public PersistentList<StoredError> Entries { get; }

    /// <summary>The number given last; 0 before the first one.</summary>
    public long LastNumber { get; }

    /// <summary>The log with one more entry. O(log n).</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>
    /// The log, itself where the entry is there; or <see cref="TimelineError.ErrorContentDiffers"/> where another one
    /// has its id.
    /// </returns>
    public Either<TimelineError, ErrorLog> Append(ErrorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (_byId.TryGetValue(entry.Id, out var there))
            return there.Entry == entry ? this : new TimelineError.ErrorContentDiffers(there.Entry, entry);
        var stored = new StoredError(LastNumber + 1, entry);
        return new ErrorLog(Entries.Add(stored), _byId.Add(entry.Id, stored), stored.Number);
    }

    /// <summary>The entry of an id. O(log n).</summary>
    /// <param name="id">The id.</param>
    /// <returns>The entry, or none.</returns>
    public Option<StoredError> Find(EventId id) => _byId.Find(id);

    /// <summary>The entries that match, newest first. O(n).</summary>
    /// <param name="query">Which entries.</param>
    /// <returns>The entries, found as they are read.</returns>
    public IEnumerable<StoredError> Read(ErrorQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return NewestFirst().Where(query.Matches).Take(query.Limit ?? int.MaxValue);
    }

    /// <summary>The log with only what is to stay. O(n).</summary>
    /// <param name="keep">What is to stay.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <returns>The log; itself where nothing goes.</returns>
    public ErrorLog Retain(ErrorRetention keep, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keep);
        var dropped = keep.Dropped(Entries, now).ToHashSet();
        if (dropped.Count == 0) return this;
        var going = Entries.Where(stored => dropped.Contains(stored.Number));
        return new ErrorLog(
            [.. Entries.Where(stored => !dropped.Contains(stored.Number))],
            _byId.RemoveRange(going.Select(stored => stored.Entry.Id)),
            LastNumber);
    }

    private IEnumerable<StoredError> NewestFirst()
    {
        for (var place = Entries.Count - 1; place >= 0; place--) yield return Entries[place];
    }
}
