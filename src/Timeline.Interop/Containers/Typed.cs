namespace Timeline.Containers;

/// <summary>What the interfaces without types are given, as elements.</summary>
internal static class Typed
{
    /// <summary>The object as an element.</summary>
    /// <exception cref="ArgumentNullException">It is null, which no element is.</exception>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public static T As<T>(object? given, string parameter)
    {
        if (given is T element) return element;
        if (given is not null)
        {
            throw new ArgumentException(
                $"The value is of type {given.GetType()}, and elements are {typeof(T)}.", parameter);
        }

        return default(T) is null ? default! : throw new ArgumentNullException(parameter);
    }

    /// <summary>Whether it can be an element.</summary>
    public static bool Fits<T>(object? given) => given is T || (given is null && default(T) is null);
}
