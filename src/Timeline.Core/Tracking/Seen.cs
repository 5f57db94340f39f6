using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tracking;

/// <summary>What was seen at a variable: a capture that stays as it is, whatever becomes of what it was taken
/// of.</summary>
/// <remarks>Immutable and safe to share between threads, as far as what <see cref="Target"/> refers to is.</remarks>
public abstract class Seen
{
    private const int LongestText = 200;

    /// <summary>A value as a capture of itself, for <see cref="ValueReader"/>: firm, its own Value JSON.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The capture.</returns>
    public static Seen Of(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new SeenValue(value);
    }

    /// <summary>What the variables below this one start from: the living object, or what stands in for it.</summary>
    public abstract object? Target { get; }

    /// <summary>
    /// Whether nothing below it can change while it is the same capture, so that nothing below it has to be looked at.
    /// </summary>
    public virtual bool IsFirm => false;

    /// <summary>The greatest id of an object in it; 0 for none.</summary>
    public virtual long HighestId => 0;

    /// <summary>What it is as Value JSON: null, bools, numbers, text, arrays, references <c>{"obj": id}</c>,
    /// content.</summary>
    /// <returns>The value; the same each time.</returns>
    public abstract Value ToJson();

    /// <summary>
    /// Whether it is the same value as another: whether both have the same Value JSON, unless more than that is known
    /// of them, as that their objects are of two types.
    /// </summary>
    /// <param name="other">The other.</param>
    /// <returns>True if they are the same.</returns>
    public virtual bool Same(Seen other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other) || ToJson().Equals(other.ToJson());
    }

    /// <summary>What changed from another capture to this one.</summary>
    /// <param name="before">The earlier one.</param>
    /// <returns>A patch between their Value JSON, or why one cannot be seen.</returns>
    public virtual Either<TimelineError, Patch> DifferenceFrom(Seen before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Diff.Between(before.ToJson(), ToJson());
    }

    /// <summary>Its Value JSON; of a long one the beginning.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString()
    {
        var text = Json.ToText(ToJson());
        if (text.Length <= LongestText) return text;
        var end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return $"{text.AsSpan(0, end)}…";
    }
}
