namespace Timeline.Containers;

/// <summary>That a container stands in another.</summary>
internal sealed class ParentLink(TrackedContainer parent)
{
    public TrackedContainer Parent => parent;

    /// <summary>In how many places.</summary>
    public int Places { get; set; }

    /// <summary>Where it stood when it was looked for last: an index, or a key. Only a place to look first.</summary>
    public object? Hint { get; set; }

    /// <summary>As <see cref="Hint"/>, of a list, which would else make an object of every index.</summary>
    public int Index { get; set; }
}
