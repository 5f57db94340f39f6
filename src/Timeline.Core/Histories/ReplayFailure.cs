using System.Collections.Immutable;

namespace Timeline.Histories;

/// <summary>Where a run stopped because the function refused a version.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <typeparam name="TError">The type of the function's errors.</typeparam>
/// <param name="Index">The index of the version refused.</param>
/// <param name="Error">Why.</param>
/// <param name="Before">The states after the versions before it, from the oldest.</param>
public sealed record ReplayFailure<TState, TError>(
    int Index, TError Error, ImmutableArray<ReplayState<TState>> Before);
