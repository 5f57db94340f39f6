namespace Timeline.Histories;

/// <summary>Branches after pruning, and how much pruning took from them.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Branches">The branches, with the versions that stayed.</param>
/// <param name="Dropped">How many versions went that were on the line of any branch.</param>
public sealed record PrunedBranches<T>(Branches<T> Branches, int Dropped);
