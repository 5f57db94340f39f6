namespace Timeline.Sequences;

/// <summary>
/// Elements named in a row as they travel: without a place in a document, all with their values or all deleted.
/// </summary>
/// <param name="Id">The first element.</param>
/// <param name="Parent">What the first one hangs on; each other one is the right child of the one before it.</param>
/// <param name="IsLeft">Whether the first one is a left child.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Values">Their values; nothing where they are deleted.</param>
internal readonly record struct Chunk<T>(ulong Id, ulong Parent, bool IsLeft, int Length, ReadOnlyMemory<T> Values)
{
    public ulong End => Id + (ulong)Length;

    /// <summary>The elements from a number on, that many.</summary>
    public Chunk<T> Slice(int start, int count) => new(
        Id + (ulong)start,
        start == 0 ? Parent : Id + (ulong)start - 1,
        start == 0 && IsLeft,
        count,
        Values.IsEmpty ? Values : Values.Slice(start, count));

    /// <summary>Whether the other chunk, which has the next ids, can be one with this.</summary>
    public bool Continues(in Chunk<T> next) => IsRowWith(next) && Values.IsEmpty == next.Values.IsEmpty;

    /// <summary>
    /// Whether the other chunk, which has the next ids, hangs on the last element as if it were one with this.
    /// </summary>
    public bool IsRowWith(in Chunk<T> next) => next.Id == End && next.Parent == End - 1 && !next.IsLeft;

    /// <summary>The chunk as it is named where each replica stands at another place.</summary>
    public Chunk<T> Named(int[] places) => this with
    {
        Id = ElementId.At(places[ElementId.Replica(Id)], Id),
        Parent = Parent == ElementId.Root ? Parent : ElementId.At(places[ElementId.Replica(Parent)], Parent),
    };
}
