namespace Timeline.Histories;

/// <summary>Versions made anew with other values; one that is reached by two ways is made once.</summary>
internal sealed class MappedVersions<T, TResult>(Func<T, TResult> map)
{
    private readonly Dictionary<Version<T>, Version<TResult>> _made = new(ReferenceEqualityComparer.Instance);

    /// <summary>The version made of a version; its ancestors are made before it.</summary>
    public Version<TResult> Of(Version<T> version)
    {
        // Lines are long and merges nest, so what waits for its parents waits here and not on the stack.
        var waiting = new Stack<Version<T>>([version]);
        while (waiting.TryPeek(out var next))
        {
            if (!_made.ContainsKey(next))
            {
                if (IsMissing(next.Parent, waiting) | IsMissing(next.SecondParent, waiting)) continue;
                _made[next] = Made(next);
            }

            _ = waiting.Pop();
        }

        return _made[version];
    }

    private bool IsMissing(Version<T>? parent, Stack<Version<T>> waiting)
    {
        if (parent is null || _made.ContainsKey(parent)) return false;
        waiting.Push(parent);
        return true;
    }

    private Version<TResult> Made(Version<T> version)
    {
        var (index, value, stamp) = (version.Index, map(version.Value), version.Stamp);
        if (version.Parent is not { } parent) return new(index, value, stamp);
        return version.SecondParent is { } second
            ? new MergeVersion<TResult>(index, value, stamp, _made[parent], _made[second])
            : _made[parent].Next(index, value, stamp);
    }
}
