namespace Timeline.Isolation;

/// <summary>Copies objects of exactly one type.</summary>
/// <remarks>
/// In two steps, so that circles close and nothing nests: first the copy is made, with the parts of the original still
/// in it or with none; then, later and from a list of what is open, its parts are replaced by their copies.
/// Immutable and shared by all threads.
/// </remarks>
internal abstract class Copier
{
    /// <summary>Whether objects are kept as they are: they never change.</summary>
    internal virtual bool IsKept => false;

    /// <summary>Whether an object itself never changes, so that it is copied only if something in it can.</summary>
    internal virtual bool IsFirm => false;

    /// <summary>Whether making the copy is all there is to do.</summary>
    internal abstract bool IsFlat { get; }

    /// <summary>Makes the copy.</summary>
    internal abstract object Make(object original, CopyWalk walk);

    /// <summary>Gives a copy that was made the copies of the parts.</summary>
    internal virtual void Fill(object original, object copy, CopyWalk walk)
    {
    }

    /// <summary>Shows the parts of an object that itself never changes.</summary>
    internal virtual void Visit(object original, CopyWalk walk)
    {
    }
}
