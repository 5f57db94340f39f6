namespace Timeline.Merges;

/// <summary>What came of a merge, held against what people committed.</summary>
/// <param name="Conflicts">How many conflicts were left open; 0 for a clean merge.</param>
/// <param name="IsCommitted">Whether the result is, as a value, what was committed.</param>
/// <param name="IsExact">Whether it is so byte for byte.</param>
public readonly record struct Outcome(int Conflicts, bool IsCommitted, bool IsExact)
{
    /// <summary>Whether nothing was left to a person.</summary>
    public bool IsClean => Conflicts == 0;

    /// <summary>Whether the merge was clean and something else was committed.</summary>
    public bool DiffersSilently => IsClean && !IsCommitted;

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { Conflicts: 1 } => "1 conflict",
        { IsClean: false } => $"{Conflicts} conflicts",
        { IsExact: true } => "as committed, byte for byte",
        { IsCommitted: true } => "as committed",
        _ => "differs silently",
    };
}
