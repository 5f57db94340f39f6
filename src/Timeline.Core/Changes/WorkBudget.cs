namespace Timeline.Changes;

/// <summary>
/// How many elementary comparisons a difference may still spend, and whether it had to cut a search short.
/// </summary>
/// <remarks>A mutable counter that lives as long as one call of a pure function; never shared.</remarks>
internal sealed class WorkBudget(long limit)
{
    /// <summary>The number of edits a search may always look for, however little is left.</summary>
    private const int LeastEdits = 32;

    private long _left = limit;

    /// <summary>True once a search was cut short, so that a smaller answer may exist.</summary>
    public bool Exceeded { get; private set; }

    public void Spend(long steps) => _left -= Math.Min(steps, _left);

    public bool CanSpend(long steps) => steps <= _left;

    public void MarkExceeded() => Exceeded = true;

    /// <summary>
    /// The number of edits to look for in each direction before splitting at the best point found. A search over
    /// n elements then costs at most about n times this number, which is kept within what is left.
    /// </summary>
    public int EditsFor(int elements)
    {
        var bySize = _left / Math.Max(1, elements);
        var bySquare = (long)Math.Sqrt(_left);
        return (int)Math.Clamp(Math.Max(bySize, LeastEdits), LeastEdits, Math.Max(LeastEdits, bySquare));
    }
}
