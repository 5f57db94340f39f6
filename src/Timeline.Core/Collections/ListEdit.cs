namespace Timeline.Collections;

/// <summary>
/// One difference between two versions of a list: neighbouring elements that were exchanged for others.
/// </summary>
/// <typeparam name="T">The type of elements.</typeparam>
/// <param name="BeforeStart">Where the elements stood in the earlier version.</param>
/// <param name="Removed">The elements that are gone; empty for an insertion.</param>
/// <param name="AfterStart">Where the new elements stand in the later version.</param>
/// <param name="Inserted">The new elements; empty for a removal.</param>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record ListEdit<T>(
    int BeforeStart, PersistentList<T> Removed, int AfterStart, PersistentList<T> Inserted)
{
    /// <summary>The index after the last removed element, in the earlier version.</summary>
    public int BeforeEnd => BeforeStart + Removed.Count;

    /// <summary>By how much the edit makes the list longer.</summary>
    internal int Growth => Inserted.Count - Removed.Count;
}
