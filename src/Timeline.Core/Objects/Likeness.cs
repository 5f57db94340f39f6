namespace Timeline.Objects;

/// <summary>
/// A quick look at two objects of one type that settles most pairs: it says that they are surely written alike, or
/// nothing. What it does not settle is walked part by part.
/// </summary>
/// <remarks>
/// It only ever saves time: a likeness that never says anything would give the same differences. Each view has one;
/// safe to share between threads.
/// </remarks>
internal abstract class Likeness
{
    /// <summary>So many levels are looked into: an object that leads back to itself goes no deeper.</summary>
    internal const int Depth = 64;

    /// <summary>Whether there can be two objects of which it says that they are alike.</summary>
    internal virtual bool CanTell => true;

    /// <summary>Whether two of which it does not say so are surely not alike.</summary>
    internal virtual bool Decides => false;

    /// <summary>Makes what is made only for types that are compared often.</summary>
    internal virtual void Prepare()
    {
    }

    /// <summary>As the form with a type, of two objects of that type.</summary>
    internal abstract bool AreAlike(object left, object right, int depth, ref SettledPairs pairs);
}
