using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>What was seen at a variable or within a list, with the living value it was taken of.</summary>
/// <remarks>It stays as it is once the variable it is of has it, but for what its source does.</remarks>
/// <param name="source">What it was taken of: an object, a scalar in its box, or null.</param>
internal abstract class Capture(object? source) : Seen
{
    // As it was when the wiring was last found to be its own: while it is that, nothing else need be asked.
    private TrackedVariable? _variable;

    /// <summary>What it was taken of: an object, a scalar in its box, or null.</summary>
    internal object? Source => source;

    /// <summary>How its variable is looked at; null within a list.</summary>
    internal Wiring? Wiring { get; private set; }

    /// <summary>What stands in for the source; null for nothing.</summary>
    internal StandIn? StandIn { get; private set; }

    /// <summary>Whether the source may have changed inside while it is the same.</summary>
    internal virtual bool IsLive => false;

    /// <inheritdoc/>
    public override object? Target => StandIn is { } standIn ? standIn.Wrapper : source;

    /// <inheritdoc/>
    public sealed override bool IsFirm => IsUnchanging && StandIn is null;

    /// <inheritdoc/>
    public sealed override long HighestId => Math.Max(HighestIdWithin, StandIn?.Id ?? 0);

    /// <summary>Whether nothing in the source ever changes.</summary>
    private protected virtual bool IsUnchanging => false;

    /// <summary>The greatest id of an object in the source.</summary>
    private protected virtual long HighestIdWithin => 0;

    /// <summary>The type of the source, where another type is another value though it be written alike.</summary>
    /// <remarks>Null of scalars, lists and maps: a number is the same number in any type.</remarks>
    private protected virtual Type? Kind => null;

    /// <inheritdoc/>
    public override bool Same(Seen other) =>
        (other is not Capture capture || Kind == capture.Kind) && base.Same(other);

    /// <summary>Gives it to a variable; once, before anybody else sees it.</summary>
    internal void Wire(Wiring wiring, StandIn? standIn) => (Wiring, StandIn) = (wiring, standIn);

    /// <summary>Whether it says how a variable is looked at now.</summary>
    internal bool IsWiredTo(TrackedVariable variable) =>
        ReferenceEquals(_variable, variable) || IsStillWiredTo(variable);

    /// <summary>Whether it still shows what is in its source, which is the same.</summary>
    /// <remarks>A no is allowed to be wrong; it must not throw.</remarks>
    internal virtual bool StillHolds() => true;

    /// <summary>Whether a value, where the source was, would be captured alike.</summary>
    /// <remarks>As <see cref="StillHolds"/>.</remarks>
    internal virtual bool Shows(object? now) => ReferenceEquals(source, now) && StillHolds();

    private bool IsStillWiredTo(TrackedVariable variable)
    {
        if (Wiring is null || !Wiring.IsOf(variable)) return false;
        _variable = variable;
        return true;
    }
}
