namespace Timeline.ChangeTracking;

/// <summary>A set of ids that only grows, at a bit for each id where they lie close together.</summary>
internal sealed class IdSet
{
    private readonly Dictionary<long, ulong> _pages = [];

    internal bool Contains(long id) => _pages.TryGetValue(id >> 6, out var page) && (page & Bit(id)) != 0;

    /// <summary>Puts an id in.</summary>
    /// <returns>False if it was there.</returns>
    internal bool Add(long id)
    {
        var page = _pages.GetValueOrDefault(id >> 6);
        if ((page & Bit(id)) != 0) return false;
        _pages[id >> 6] = page | Bit(id);
        return true;
    }

    private static ulong Bit(long id) => 1UL << (int)(id & 63);
}
