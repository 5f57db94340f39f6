namespace Timeline.Histories;

/// <summary>How densely versions are kept up to an age.</summary>
/// <param name="UpTo">The greatest age the step holds for, inclusive.</param>
/// <param name="Every">The interval of which one version is kept; zero to keep all.</param>
public readonly record struct ThinningStep(TimeSpan UpTo, TimeSpan Every);
