using Timeline.Values;

namespace Timeline.Admission;

/// <summary>One reason why a rule refuses a value.</summary>
/// <param name="Path">The part that is refused: names of members, indexes and keys; the root for the whole.</param>
/// <param name="Message">Why, in words for a reader.</param>
/// <param name="Rule">The name of the rule.</param>
public sealed record ValidationFailure(ValuePath Path, string Message, string Rule)
{
    /// <summary>The path, unless it is the root, and the message.</summary>
    /// <returns>For example <c>items[0].name: is required</c>.</returns>
    public override string ToString() => Path.IsRoot ? Message : $"{Path.ToDotted()}: {Message}";
}
