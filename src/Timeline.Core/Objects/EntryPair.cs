namespace Timeline.Objects;

/// <summary>An entry of two maps that differs.</summary>
/// <param name="Name">The key as a name in JSON.</param>
/// <param name="HasLeft">Whether the first map has it.</param>
/// <param name="Left">What it has there.</param>
/// <param name="HasRight">Whether the second map has it.</param>
/// <param name="Right">What it has there.</param>
internal readonly record struct EntryPair(string Name, bool HasLeft, object? Left, bool HasRight, object? Right)
{
    /// <summary>What the first map has there; null where it has nothing.</summary>
    /// <remarks>Of structs a look-up that finds nothing gives the default, which is something.</remarks>
    internal object? Left { get; } = HasLeft ? Left : null;

    /// <summary>What the second map has there; null where it has nothing.</summary>
    internal object? Right { get; } = HasRight ? Right : null;
}
