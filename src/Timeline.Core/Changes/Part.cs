namespace Timeline.Changes;

/// <summary>What stands in one place of an object: something, which may be null, or nothing at all.</summary>
/// <param name="IsThere">Whether anything stands there; the default is nothing.</param>
/// <param name="Seen">What stands there.</param>
internal readonly record struct Part(bool IsThere, object? Seen)
{
    /// <summary>Whether both are one and the same object, or nothing.</summary>
    public bool IsSameAs(Part other) => IsThere == other.IsThere && ReferenceEquals(Seen, other.Seen);

    /// <summary>Something that stands there.</summary>
    public static Part Of(object? seen) => new(true, seen);
}
