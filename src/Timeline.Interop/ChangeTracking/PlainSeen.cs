using Timeline.Objects;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>A bool or a whole number as the language has it, which is written when somebody asks for it.</summary>
/// <remarks>Two of one type are the same value just when they are written alike, so neither is to be told it.</remarks>
internal sealed class PlainSeen(object source) : Capture(source)
{
    private Value? _json;

    private protected override bool IsUnchanging => true;

    /// <summary>Whether objects of a type are captured so, if they are written as values are.</summary>
    internal static bool IsOf(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(bool);

    /// <inheritdoc/>
    public override Value ToJson() => _json ??= ScalarValue.Of(Source!)!;

    /// <inheritdoc/>
    public override bool Same(Seen other) => other is PlainSeen plain && plain.Source!.GetType() == Source!.GetType()
        ? Source.Equals(plain.Source)
        : base.Same(other);

    /// <inheritdoc/>
    internal override bool Shows(object? now) => Source!.Equals(now);
}
