namespace Timeline.Collections;

/// <summary>Makes persistent lists; what a collection expression calls.</summary>
public static class PersistentList
{
    /// <summary>Makes a list of elements.</summary>
    /// <typeparam name="T">The type of elements.</typeparam>
    /// <param name="elements">The elements, in order.</param>
    /// <returns>The list. O(n).</returns>
    public static PersistentList<T> Create<T>(params ReadOnlySpan<T> elements) => PersistentList<T>.From(elements);
}
