using LanguageExt;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>JSON Merge Patch (RFC 7396): a value that is laid over another, in which null means removal.</summary>
public static class MergePatch
{
    /// <summary>Lays a merge patch over a value.</summary>
    /// <param name="target">The value to start from.</param>
    /// <param name="patch">The merge patch: any JSON value.</param>
    /// <returns>The new value. It always fits; what is no map in the way is replaced.</returns>
    /// <remarks>O(size of the patch · log n).</remarks>
    public static Value Apply(Value target, Value patch)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(patch);
        if (patch is not Value.Map members) return patch;
        var result = target as Value.Map ?? Value.Map.Empty;
        foreach (var (key, value) in members)
        {
            result = value is Value.Null
                ? result.Remove(key)
                : result.Set(key, Apply(result.TryGetValue(key, out var old) ? old : Value.OfNull(), value));
        }

        return result;
    }

    /// <summary>The merge patch that leads from one value to another.</summary>
    /// <param name="before">The value to start from.</param>
    /// <param name="after">The value to arrive at.</param>
    /// <returns>
    /// The merge patch, or <see cref="TimelineError.MergePatchInexpressible"/> where the new value holds a null under a
    /// key that is new or has changed: only lists can bring in a null.
    /// </returns>
    /// <remarks>Law: <c>apply(a, between(a, b)) = b</c>. A list that changed is given as a whole.</remarks>
    public static Either<TimelineError, Value> Between(Value before, Value after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var path = ValuePath.Root;
        var patch = Between(before, after, ref path);
        return patch is null ? new TimelineError.MergePatchInexpressible(path.ToString()) : patch;
    }

    /// <summary>The patch, or null with the path of the null that cannot be said.</summary>
    private static Value? Between(Value before, Value after, ref ValuePath path)
    {
        if (after is not Value.Map target) return after;
        var source = before as Value.Map ?? Value.Map.Empty;
        var members = new Value.Map.Builder();
        foreach (var change in source.Diff(target).Changes)
        {
            var said = Value.OfNull();
            if (change.After is not null)
            {
                var place = path.Append(change.Key);
                var inside = change.After is Value.Null
                    ? null
                    : Between(change.Before ?? Value.OfNull(), change.After, ref place);
                if (inside is null)
                {
                    path = place;
                    return null;
                }

                said = inside;
            }

            _ = members.TryAdd(change.Key, said);
        }

        return members.ToMap();
    }
}
