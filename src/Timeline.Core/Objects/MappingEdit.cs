namespace Timeline.Objects;

/// <summary>A map while its entries are changed: copied at most once, and made once.</summary>
/// <remarks>A mutable working space of one edit; the map that it began with stays as it is.</remarks>
internal abstract class MappingEdit
{
    /// <summary>Finds the value of a key by the name that the key has in the map.</summary>
    internal abstract bool TryGet(string name, out object? value);

    /// <summary>Whether there is a key that the map takes for the same, however it is written.</summary>
    internal abstract bool Has(string name);

    /// <summary>Sets the value of a key, also in place of a key that the map takes for the same.</summary>
    internal abstract void Put(string name, object? value);

    /// <summary>Takes out a key by its name; none there is none to take.</summary>
    internal abstract void Remove(string name);

    /// <summary>The map with its entries as they are now.</summary>
    internal abstract object Made();
}
