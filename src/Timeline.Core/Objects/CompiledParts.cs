namespace Timeline.Objects;

/// <summary>
/// Names parts of objects that are structs, so that a program compiled ahead of time holds the code that looks into
/// them.
/// </summary>
/// <remarks>
/// Not needed where code can be made at run time, nor for classes, nor for the scalars that lists and maps mostly hold
/// (<see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="bool"/>,
/// <see cref="Guid"/> and <see cref="DateTimeOffset"/> in lists and options; maps from texts to numbers and truths, and
/// from <see cref="int"/>, <see cref="long"/> and <see cref="Guid"/> to classes). An error names what is missing. Give
/// them to an <see cref="ObjectTree"/>. Immutable and safe to share between threads.
/// </remarks>
public abstract class CompiledParts
{
    private protected CompiledParts(params Type[] types) => Types = types;

    internal IReadOnlyList<Type> Types { get; }

    /// <summary>The elements of lists and sets, and what options hold.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <returns>Their name, to give to a tree.</returns>
    public static CompiledParts Elements<T>() => new ElementCode<T>();

    /// <summary>The entries of dictionaries and other maps.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <returns>Their name, to give to a tree.</returns>
    public static CompiledParts Entries<TKey, TValue>()
        where TKey : notnull => new EntryCode<TKey, TValue>();

    /// <summary>The two sides of an <c>Either</c>.</summary>
    /// <typeparam name="TLeft">The type of the left side.</typeparam>
    /// <typeparam name="TRight">The type of the right side.</typeparam>
    /// <returns>Their name, to give to a tree.</returns>
    public static CompiledParts Sides<TLeft, TRight>() => new SideCode<TLeft, TRight>();
}
