using System.Diagnostics;
using Timeline.Changes;
using Timeline.Documents;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>Patches between neighbouring values as they are stored.</summary>
internal static class StoredPatch
{
    // What comes back is what was set, also where equality does not look.
    internal static readonly DiffOptions Exactly = new() { KeyOrder = true, Spelling = true };

    /// <summary>The patch of a value on top of another.</summary>
    /// <param name="before">The value before; null to add the whole value.</param>
    /// <param name="after">The value.</param>
    public static ReadOnlyMemory<byte> Between(Value? before, Value after)
    {
        if (before is null) return PatchBytes.OfWhole(after);
        var patch = Diff.Between(before, after, Exactly);
        if (patch.IsEmpty) return PatchBytes.OfNothing;
        var reached = patch.Apply(before).Match(
            value => value,
            error => throw new UnreachableException($"a difference does not apply to its base: {error.Message}"));
        return reached.ExactlyEquals(after) ? PatchBytes.Of(patch) : PatchBytes.OfWhole(after);
    }
}
