namespace Timeline.Objects;

/// <summary>A set while elements come and go: copied at most once, and made once.</summary>
/// <remarks>A mutable working space of one edit; the set that it began with stays as it is.</remarks>
internal abstract class SetEdit
{
    /// <summary>Puts in an element; false where the set has it already.</summary>
    internal abstract bool Add(object? element);

    internal abstract void Remove(object? element);

    /// <summary>The set with its elements as they are now.</summary>
    internal abstract object Made();
}
