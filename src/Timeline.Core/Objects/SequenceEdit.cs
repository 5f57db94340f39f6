namespace Timeline.Objects;

/// <summary>A list while its elements are changed: copied at most once, and made once.</summary>
/// <remarks>A mutable working space of one edit; the list that it began with stays as it is.</remarks>
internal abstract class SequenceEdit
{
    internal abstract int Count { get; }

    internal abstract object? At(int index);

    internal abstract void Put(int index, object? element);

    internal abstract void Insert(int index, object? element);

    internal abstract void RemoveAt(int index);

    /// <summary>The list with its elements as they are now.</summary>
    internal abstract object Made();
}
