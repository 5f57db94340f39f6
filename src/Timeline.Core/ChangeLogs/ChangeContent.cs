using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.ChangeLogs;

/// <summary>What was somewhere at a moment, as it was then for ever: a value that is made when it is asked
/// for.</summary>
/// <remarks>
/// Holding one costs what holding a reference costs, whatever its size: of containers it is their persistent content.
/// Equality is by value. Immutable and safe to share between threads; two that ask at once may both make the value,
/// which is the same.
/// </remarks>
public abstract class ChangeContent : IEquatable<ChangeContent>
{
    private Value? _value;

    private protected ChangeContent()
    {
    }

    /// <summary>The value. O(size) when asked for the first time, and O(1) after.</summary>
    public Value Value => _value ??= Make();

    /// <summary>The content that is a value. O(1).</summary>
    /// <param name="value">The value.</param>
    /// <returns>The content.</returns>
    public static ChangeContent Of(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Made(value);
    }

    /// <summary>Whether both are of the same value. O(size).</summary>
    /// <param name="other">Another content.</param>
    /// <returns>True if they are.</returns>
    public bool Equals(ChangeContent? other) =>
        ReferenceEquals(this, other) || (other is not null && Value.Equals(other.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChangeContent);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The value as compact JSON.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Value.ToString();

    /// <summary>The content there is, or null.</summary>
    internal static ChangeContent? OrNull(Option<ChangeContent> content) =>
        content.IsSome ? (ChangeContent)content : null;

    /// <summary>The steps from this content to a later one; what knows a shorter way than over both values takes
    /// it.</summary>
    internal virtual Patch DiffTo(ChangeContent after) => Diff.Between(Value, after.Value);

    /// <summary>Makes the value, which is the same each time.</summary>
    private protected abstract Value Make();

    private sealed class Made(Value value) : ChangeContent
    {
        private protected override Value Make() => value;
    }
}
