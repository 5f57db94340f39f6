namespace Timeline.Containers;

/// <summary>Elements into arrays, with the exceptions of the collections of the platform.</summary>
internal static class CopiedTo
{
    /// <summary>As a dictionary does, and its keys and values.</summary>
    public static void Array<T>(IEnumerable<T> elements, int count, T[] array, int index)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, array.Length);
        if (array.Length - index < count) throw TooShort();
        foreach (var element in elements) array[index++] = element;
    }

    /// <summary>As a set does.</summary>
    public static void ArrayOfSet<T>(IEnumerable<T> elements, int count, T[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(arrayIndex);
        if (array.Length - arrayIndex < count) throw TooShort();
        foreach (var element in elements) array[arrayIndex++] = element;
    }

    /// <summary>As the interfaces without types do.</summary>
    public static void Untyped<T>(IEnumerable<T> elements, int count, Array array, int index)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Rank != 1) throw new ArgumentException("The array has several dimensions.", nameof(array));
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (array.Length - index < count) throw TooShort();
        try
        {
            foreach (var element in elements) array.SetValue(element, index++);
        }
        catch (InvalidCastException wrong)
        {
            throw new ArgumentException("The array is of another type.", nameof(array), wrong);
        }
    }

    private static ArgumentException TooShort() => new("The array is too short for the elements.");
}
