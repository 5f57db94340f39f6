namespace Timeline.Histories;

public readonly partial struct History<T>
{
    /// <summary>The same history with every value replaced by what a function makes of it.</summary>
    /// <typeparam name="TResult">The type of the new values.</typeparam>
    /// <param name="map">What to make of a value; called once for every version, parents first.</param>
    /// <returns>A history of the same shape: indexes, stamps, both kinds of parents.</returns>
    /// <remarks>
    /// Laws: mapping by identity gives the values there were; mapping by one function and then another is mapping by
    /// both. O(n) over all versions reachable, merged ones included.
    /// </remarks>
    public History<TResult> Map<TResult>(Func<T, TResult> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Head is { } head ? new(new MappedVersions<T, TResult>(map).Of(head)) : default;
    }
}
