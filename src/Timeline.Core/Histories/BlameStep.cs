using Timeline.Changes;

namespace Timeline.Histories;

/// <summary>A version and the patch that leads to it from the version before.</summary>
/// <typeparam name="TVersion">What names a version: a <see cref="Version{T}"/>, a number, an id.</typeparam>
/// <param name="Version">The version.</param>
/// <param name="Patch">What it changed.</param>
public readonly record struct BlameStep<TVersion>(TVersion Version, Patch Patch);
