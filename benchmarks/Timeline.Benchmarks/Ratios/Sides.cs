namespace Timeline.Benchmarks.Ratios;

/// <summary>Both sides of a contest, warmed and ready to be measured; each measures once.</summary>
/// <param name="Theirs">The peer.</param>
/// <param name="Ours">What is held against it.</param>
internal sealed record Sides(Func<double> Theirs, Func<double> Ours);
