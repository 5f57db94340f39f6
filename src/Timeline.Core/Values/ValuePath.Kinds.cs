namespace Timeline.Values;

public abstract partial class ValuePath
{
    // A patch holds a path for each change, so a step is its parent and a key or an index, and no more.
    private sealed class Start() : ValuePath(null)
    {
        private protected override PathSegment Step => default;
    }

    private sealed class ToKey(ValuePath parent, string key) : ValuePath(parent)
    {
        private protected override PathSegment Step => PathSegment.OfKey(key);
    }

    private sealed class ToIndex(ValuePath parent, int index) : ValuePath(parent)
    {
        private protected override PathSegment Step => new(index);
    }
}
