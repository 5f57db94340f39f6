namespace Timeline.Changes;

/// <summary>How many of a row of flags are up before a place, with flags going up and down: O(log n) each.</summary>
/// <remarks>A binary indexed tree (P. Fenwick, 1994). Mutable, and private to one computation.</remarks>
internal sealed class PrefixCounts(int length)
{
    private readonly int[] _sums = new int[length + 1];

    public void Raise(int index) => Change(index, 1);

    public void Lower(int index) => Change(index, -1);

    /// <summary>The number of raised flags at indexes below <paramref name="end"/>.</summary>
    public int Before(int end)
    {
        var sum = 0;
        for (var i = end; i > 0; i -= i & -i) sum += _sums[i];
        return sum;
    }

    private void Change(int index, int by)
    {
        for (var i = index + 1; i < _sums.Length; i += i & -i) _sums[i] += by;
    }
}
