namespace Timeline.Containers;

/// <summary>Beside a persistent map, whose keys are compared as they are: the key there for all that a comparer takes
/// for
/// it.</summary>
internal static class Spellings
{
    /// <summary>An empty dictionary for the comparer; none where it compares keys as they are.</summary>
    public static Dictionary<T, T>? Of<T>(IEqualityComparer<T>? comparer)
        where T : notnull =>
        comparer is null || comparer == EqualityComparer<T>.Default || ReferenceEquals(comparer, StringComparer.Ordinal)
            ? null
            : new(comparer);
}
