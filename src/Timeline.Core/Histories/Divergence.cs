using LanguageExt;

namespace Timeline.Histories;

/// <summary>Where two runs first differ.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <param name="Place">How many versions both runs agree on.</param>
/// <param name="Left">The left run at that place; none if it has ended.</param>
/// <param name="Right">The right run at that place; none if it has ended.</param>
public sealed record Divergence<TState>(
    int Place, Option<ReplayState<TState>> Left, Option<ReplayState<TState>> Right);
