namespace Timeline.Changes;

/// <summary>
/// The indexes of a list in the making: what is gone has been taken out, new and moved elements are being put in from
/// the first to the last, and those still to be moved stand where they were. Mutable, used once; O(log n) a step.
/// </summary>
/// <remarks>
/// An element is put right after the one that precedes it in the new list, so ahead of whatever waits there to be
/// moved. Hence a waiting element stands ahead of a new place just if the stretch it waits in comes earlier.
/// </remarks>
internal sealed class ListPlacing
{
    private readonly ListAlignment _alignment;

    // Raised for old elements that wait to be moved, and for new places that are not filled yet.
    private readonly PrefixCounts _waiting;
    private readonly PrefixCounts _missing;

    // The stretch of each active element that does not stay.
    private readonly ListAlignment.Stretch[] _oldStretches;
    private readonly ListAlignment.Stretch[] _newStretches;

    public ListPlacing(ListAlignment alignment)
    {
        _alignment = alignment;
        _waiting = new PrefixCounts(alignment.Before.Length);
        _missing = new PrefixCounts(alignment.After.Length);
        _oldStretches = new ListAlignment.Stretch[alignment.Before.Length];
        _newStretches = new ListAlignment.Stretch[alignment.After.Length];
        foreach (var stretch in alignment.Stretches())
        {
            for (var i = stretch.BeforeStart; i < stretch.BeforeEnd; i++)
            {
                _oldStretches[i] = stretch;
                if (alignment.Partner[i] >= 0) _waiting.Raise(i);
            }

            for (var j = stretch.AfterStart; j < stretch.AfterEnd; j++)
            {
                _newStretches[j] = stretch;
                _missing.Raise(j);
            }
        }
    }

    /// <summary>Fills a new place with a new element.</summary>
    /// <param name="after">The active number of the place.</param>
    /// <returns>The index at which the element is inserted.</returns>
    public int Insert(int after)
    {
        _missing.Lower(after);
        return _alignment.After[after].At + _waiting.Before(_newStretches[after].BeforeStart);
    }

    /// <summary>Fills a new place with an old element.</summary>
    /// <param name="before">The active number of the element.</param>
    /// <param name="after">The active number of the place.</param>
    /// <returns>The index at which it is taken out, and the one at which it is then inserted.</returns>
    public (int From, int To) Move(int before, int after)
    {
        var stretch = _oldStretches[before];
        var from = stretch.AfterAtEnd - _missing.Before(stretch.AfterEnd) + _waiting.Before(before);
        _waiting.Lower(before);
        return (from, Insert(after));
    }
}
