using System.Collections.Immutable;

namespace Timeline.Histories;

/// <summary>What a retention rule decided for a line of versions.</summary>
/// <param name="Kept">The indices that stay, from the oldest.</param>
/// <param name="Dropped">The indices that go, from the oldest.</param>
public sealed record RetentionPlan(ImmutableArray<int> Kept, ImmutableArray<int> Dropped);
