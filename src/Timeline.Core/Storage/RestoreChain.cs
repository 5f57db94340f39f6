using System.Collections.Immutable;

namespace Timeline.Storage;

/// <summary>What a version's value is restored from: the nearest snapshot along first parents, and the patches
/// since.</summary>
/// <remarks>A store may leave the counts of changes unchecked in all steps but the last; restoring needs
/// none.</remarks>
/// <param name="Snapshot">A value as compact JSON text; null where the chain begins at a version without
/// parents.</param>
/// <param name="Steps">
/// The versions whose patches follow, oldest first, each with its payload; empty where the snapshot is the
/// version's own.
/// </param>
public sealed record RestoreChain(ReadOnlyMemory<byte>? Snapshot, ImmutableArray<StoredVersion> Steps);
