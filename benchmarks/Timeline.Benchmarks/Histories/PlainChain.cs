namespace Timeline.Benchmarks.Histories;

/// <summary>The least a chain of versions can be: value, index, parent, jump. The peer that histories are held to.</summary>
internal sealed class PlainChain
{
    private PlainChain(object value, int index, PlainChain? parent, PlainChain? jump) =>
        (Value, Index, Parent, Jump) = (value, index, parent, jump ?? this);

    public object Value { get; }

    public int Index { get; }

    public PlainChain? Parent { get; }

    public PlainChain Jump { get; }

    public static PlainChain Start(object value) => new(value, 0, null, null);

    public PlainChain Append(object value)
    {
        var overBoth = Index - Jump.Index == Jump.Index - Jump.Jump.Index;
        return new(value, Index + 1, this, overBoth ? Jump.Jump : this);
    }

    public PlainChain At(int index)
    {
        var version = this;
        while (version.Index > index) version = version.Jump.Index >= index ? version.Jump : version.Parent!;
        return version;
    }

    public static PlainChain? Fork(PlainChain ours, PlainChain theirs)
    {
        if (ours.Index > theirs.Index) ours = ours.At(theirs.Index);
        else theirs = theirs.At(ours.Index);
        while (!ReferenceEquals(ours, theirs))
        {
            if (ours.Parent is null) return null;
            (ours, theirs) = ReferenceEquals(ours.Jump, theirs.Jump)
                ? (ours.Parent, theirs.Parent!)
                : (ours.Jump, theirs.Jump);
        }

        return ours;
    }
}
