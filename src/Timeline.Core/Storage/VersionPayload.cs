namespace Timeline.Storage;

/// <summary>What a version brought: the part of it that pruning gives up.</summary>
/// <remarks>The memory is never written to after it was handed over; it may be shared.</remarks>
/// <param name="Patch">
/// The RFC 6902 array, compact UTF-8 text, that makes this version's value from its first parent's; a version without
/// parents adds the whole value at <c>""</c>.
/// </param>
/// <param name="Source">
/// Bytes that say how the recorded file's exact bytes follow from the value; their meaning is the writer's.
/// Null for none.
/// </param>
public sealed record VersionPayload(ReadOnlyMemory<byte> Patch, ReadOnlyMemory<byte>? Source)
{
    /// <summary>Whether the other payload has the same bytes.</summary>
    /// <param name="other">The other payload.</param>
    /// <returns>True if patch and source are equal byte for byte.</returns>
    public bool Equals(VersionPayload? other) =>
        other is not null
        && Patch.Span.SequenceEqual(other.Patch.Span)
        && Source.HasValue == other.Source.HasValue
        && (Source ?? default).Span.SequenceEqual((other.Source ?? default).Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Patch.Length, Source?.Length);
}
