namespace Timeline.Causality;

/// <summary>
/// The names of replicas that were met lately, each as one object: then most comparisons of names are of references,
/// and what is read again and again is kept once.
/// </summary>
/// <remarks>
/// A cache of bounded size, which all threads read and write without a lock. What one of them overwrites is made anew
/// when it is met again: two objects of one name are equal all the same.
/// </remarks>
internal static class ReplicaNames
{
    private const int Rows = 1024;

    // Names that fall into one row are kept beside each other, as far as they have room.
    private const int RowLength = 4;

    private static readonly ReplicaId?[] Recent = new ReplicaId?[Rows * RowLength];

    /// <summary>The object of a name, if it was met lately.</summary>
    internal static ReplicaId? Find(ReadOnlySpan<char> text, int hash)
    {
        foreach (var known in RowOf(hash))
        {
            if (known is null)
                return null;
            if (known.GetHashCode() == hash && text.SequenceEqual(known.Text))
                return known;
        }
        return null;
    }

    /// <summary>Keeps a name, in the place of the one in its row that was met first.</summary>
    internal static ReplicaId Keep(ReplicaId name)
    {
        var row = RowOf(name.GetHashCode());
        row[..^1].CopyTo(row[1..]);
        row[0] = name;
        return name;
    }

    private static Span<ReplicaId?> RowOf(int hash) => Recent.AsSpan((hash & (Rows - 1)) * RowLength, RowLength);
}
