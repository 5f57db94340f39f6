namespace Timeline.Objects;

/// <summary>A stretch of a list, and what stands in its place in another.</summary>
/// <param name="Start">Where it begins in the first list.</param>
/// <param name="Left">Its elements there, to be asked by index.</param>
/// <param name="Right">The elements of the other list.</param>
internal readonly record struct SequenceRegion(int Start, object Left, object Right);
