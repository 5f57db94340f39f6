namespace Timeline.Changes;

/// <summary>An order of distinct keys on its way to another order of the same keys. Mutable, used once.</summary>
internal sealed class KeyOrder
{
    private readonly string[] _keys;
    private readonly Dictionary<string, int> _places;

    // The order as it is now: for each key the place of its neighbour, or -1.
    private readonly int[] _next;
    private readonly int[] _previous;
    private int _last;

    public KeyOrder(IEnumerable<string> keys)
    {
        _keys = [.. keys];
        _places = new Dictionary<string, int>(_keys.Length);
        (_next, _previous) = (new int[_keys.Length], new int[_keys.Length]);
        for (var i = 0; i < _keys.Length; i++)
        {
            _places.Add(_keys[i], i);
            _next[i] = i + 1 < _keys.Length ? i + 1 : -1;
            _previous[i] = i - 1;
        }

        _last = _keys.Length - 1;
    }

    /// <summary>
    /// The fewest moves that lead to another order: which key, the key it is put before (null for last), and the key
    /// that it stood before. To be made in turn. O(n log n).
    /// </summary>
    public IEnumerable<(string Key, string? Next, string? FromNext)> MovesTo(string[] wanted)
    {
        var places = Array.ConvertAll(wanted, key => _places[key]);
        var stays = IncreasingSubsequence.Longest(places);
        for (var i = wanted.Length - 1; i >= 0; i--)
        {
            if (stays[i]) continue;
            var place = places[i];
            var target = i + 1 < wanted.Length ? places[i + 1] : -1;
            var from = _next[place];
            Unlink(place);
            LinkBefore(place, target);
            yield return (wanted[i], KeyAt(target), KeyAt(from));
        }
    }

    private string? KeyAt(int place) => place < 0 ? null : _keys[place];

    private void Unlink(int place)
    {
        if (_previous[place] >= 0) _next[_previous[place]] = _next[place];
        if (_next[place] >= 0) _previous[_next[place]] = _previous[place];
        else _last = _previous[place];
    }

    private void LinkBefore(int place, int target)
    {
        var previous = target < 0 ? _last : _previous[target];
        (_previous[place], _next[place]) = (previous, target);
        if (previous >= 0) _next[previous] = place;
        if (target >= 0) _previous[target] = place;
        else _last = place;
    }
}
