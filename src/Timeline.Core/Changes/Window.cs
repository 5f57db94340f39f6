namespace Timeline.Changes;

/// <summary>A stretch of a list that became a stretch of another list; what lies between windows is shared.</summary>
/// <param name="BeforeStart">Where it starts in the old list.</param>
/// <param name="BeforeEnd">Where it ends in the old list, exclusive.</param>
/// <param name="AfterStart">Where it starts in the new list.</param>
/// <param name="AfterEnd">Where it ends in the new list, exclusive.</param>
internal readonly record struct Window(int BeforeStart, int BeforeEnd, int AfterStart, int AfterEnd)
{
    public int BeforeCount => BeforeEnd - BeforeStart;

    public int AfterCount => AfterEnd - AfterStart;

}
