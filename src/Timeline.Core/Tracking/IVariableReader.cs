namespace Timeline.Tracking;

/// <summary>How a tracker's state learns what is at a variable now.</summary>
public interface IVariableReader
{
    /// <summary>Looks at a variable.</summary>
    /// <param name="variable">The variable; of a root, <paramref name="last"/> holds what it is of.</param>
    /// <param name="parent">What was just seen at its parent; null for a root.</param>
    /// <param name="last">What was seen here last; null if nothing was yet.</param>
    /// <returns>
    /// The capture of now, <paramref name="last"/> itself if it still holds; or why it cannot be taken. It must not
    /// throw.
    /// </returns>
    Reading Read(TrackedVariable variable, Seen? parent, Seen? last);
}
