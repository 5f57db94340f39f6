namespace Timeline.Tests.Properties.Collections;

/// <summary>How the hashes of the keys of a law are spread.</summary>
public enum Spread
{
    Even,
    AllEqual,
    LowBitsOnly,
    HighBitsOnly,
    FewValues,
}

/// <summary>A key that chooses its own hash.</summary>
public sealed class Key(int id, Spread spread) : IEquatable<Key>
{
    public int Id { get; } = id;

    public bool Equals(Key? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as Key);

    public override int GetHashCode() => unchecked(spread switch
    {
        Spread.Even => Id * 0x2545F491,
        Spread.AllEqual => 42,
        Spread.LowBitsOnly => Id & 0x3FF,
        Spread.HighBitsOnly => Id << 22,
        _ => Id % 3,
    });

    public override string ToString() => $"k{Id}";
}
