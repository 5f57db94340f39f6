using Timeline.Values;

namespace Timeline.Changes;

/// <summary>A place where both sides of a merge changed something in ways that cannot both stand.</summary>
/// <param name="Path">
/// Where: by the keys and, in lists, the indexes of the base (for what was inserted, of the element it comes before).
/// </param>
/// <param name="Base">What was there, or null for nothing.</param>
/// <param name="Ours">What our side has there, or null for nothing.</param>
/// <param name="Theirs">What their side has there, or null for nothing.</param>
/// <param name="Kind">Why it is a conflict.</param>
/// <remarks>
/// For <see cref="ConflictKind.Order"/> both sides hold the elements in question as lists, each in the order that
/// keeping that side gives; nothing is lost whichever is kept.
/// </remarks>
public sealed record Conflict(ValuePath Path, Value? Base, Value? Ours, Value? Theirs, ConflictKind Kind)
{
    /// <summary>Whether it is about where one element goes, so that both sides hold the same element.</summary>
    internal bool IsPlace { get; init; }

    /// <summary>The conflict as the other side sees it.</summary>
    /// <returns>The same with ours and theirs swapped.</returns>
    public Conflict Swap() => this with { Ours = Theirs, Theirs = Ours };

    /// <summary>A hash of path and kind; what stands there may be large.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() => HashCode.Combine(Path, Kind);
}
