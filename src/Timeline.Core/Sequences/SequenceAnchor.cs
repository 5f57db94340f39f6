using Timeline.Causality;

namespace Timeline.Sequences;

/// <summary>
/// A place between elements that stays where it is while the sequence changes: a cursor, a mark, a comment.
/// </summary>
/// <param name="Element">The element it stays with; null for the start or the end of the sequence.</param>
/// <param name="Side">On which side of the place that element, or the start or end, stands.</param>
/// <remarks>Data of two words that can be sent to peers. Immutable and safe to share between threads.</remarks>
public sealed record SequenceAnchor(Dot? Element, AnchorSide Side);
