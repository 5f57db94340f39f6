using System.Collections.Immutable;
using System.Diagnostics;

namespace Timeline.Changes;

public sealed partial class Patch
{
    /// <summary>The patch as RFC 6902 operations: what anyone who knows JSON Patch can apply.</summary>
    /// <param name="tested">
    /// Whether a <c>test</c> operation goes before everything removed, replaced or moved, so that applying is as strict
    /// as <see cref="Apply"/>.
    /// </param>
    /// <returns>
    /// The operations. The key order travels in an extra member <c>before</c>, which other readers ignore.
    /// </returns>
    /// <remarks>Law: <see cref="JsonPatch.ToPatch"/> of it, on what a patch applies to, gives the patch back.</remarks>
    public JsonPatch ToJsonPatch(bool tested = false)
    {
        var operations = ImmutableArray.CreateBuilder<JsonPatchOperation>(Count);
        foreach (var change in _changes)
        {
            if (tested && TestOf(change) is { } test) operations.Add(test);
            operations.Add(OperationOf(change));
        }

        return new JsonPatch(operations.ToImmutable());
    }

    private static JsonPatchOperation OperationOf(Change change) => change switch
    {
        Change.Added added => new JsonPatchOperation.Add(added.Path, added.After, added.NextKey),
        Change.Removed removed => new JsonPatchOperation.Remove(removed.Path),
        Change.Replaced replaced => new JsonPatchOperation.Replace(replaced.Path, replaced.After),
        Change.Moved moved => new JsonPatchOperation.Move(moved.From, moved.Path, moved.NextKey, moved.IsReordering),
        _ => throw new UnreachableException(),
    };

    private static JsonPatchOperation.Test? TestOf(Change change) => change switch
    {
        Change.Removed removed => new JsonPatchOperation.Test(removed.Path, removed.Before),
        Change.Replaced replaced => new JsonPatchOperation.Test(replaced.Path, replaced.Before),
        Change.Moved moved => new JsonPatchOperation.Test(moved.From, moved.Value),
        _ => null,
    };
}
