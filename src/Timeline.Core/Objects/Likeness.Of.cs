namespace Timeline.Objects;

/// <summary>As <see cref="Likeness"/>, with the type.</summary>
/// <typeparam name="T">The type as which the objects were declared.</typeparam>
internal abstract class Likeness<T> : Likeness
{
    internal sealed override bool AreAlike(object left, object right, int depth, ref SettledPairs pairs) =>
        AreAlike((T)left, (T)right, depth, ref pairs);

    /// <summary>Whether both are surely written alike; false says nothing.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="depth">How many more levels may be looked into.</param>
    /// <param name="pairs">What this look has found to be alike.</param>
    /// <remarks>What a member throws passes through: whoever asked goes on as if nothing had been said.</remarks>
    internal abstract bool AreAlike(T? left, T? right, int depth, ref SettledPairs pairs);

    /// <summary>
    /// As asked from a walk: whether both are alike, if that is settled quickly; else null. To a lenient walk two may
    /// be the same that are not alike.
    /// </summary>
    internal bool? Settle(TreeWalk walk, T? left, T? right) =>
        AreSurelyAlike(left, right) ? true
        : Decides && walk.Leniency is null ? false
        : null;

    /// <summary>As asked from a walk, which finds out by itself what throws.</summary>
    internal bool AreSurelyAlike(T? left, T? right, int depth = Depth)
    {
        if (!typeof(T).IsValueType && ReferenceEquals(left, right)) return true;
        var pairs = default(SettledPairs);
        try
        {
            return AreAlike(left, right, depth, ref pairs);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return false;
        }
    }
}
