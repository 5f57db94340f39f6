namespace Timeline.Crdts;

/// <summary>How far a replica has counted up and down.</summary>
internal readonly record struct Tally(long Up, long Down)
{
    internal Tally Join(Tally other) => new(Math.Max(Up, other.Up), Math.Max(Down, other.Down));
}
