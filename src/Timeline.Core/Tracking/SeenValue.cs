using LanguageExt;
using Timeline.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tracking;

/// <summary>A value as a capture of itself.</summary>
internal sealed class SeenValue(Value value) : Seen
{
    /// <summary>The value.</summary>
    public Value Value { get; } = value;

    public override object? Target => Value;

    public override bool IsFirm => true;

    public override Value ToJson() => Value;

    public override Either<TimelineError, Patch> DifferenceFrom(Seen before) => Diff.Between(before.ToJson(), Value);
}
