using System.Collections.Immutable;

namespace Timeline.Tests.Faults.Linearizing;

/// <summary>A way in which all that was answered can have happened: what the head is then, and which of the operations
/// that are on their way have happened already.</summary>
internal sealed record HeadConfiguration(string? Head, ImmutableSortedSet<int> Happened)
{
    public bool Equals(HeadConfiguration? other) =>
        other is not null && Head == other.Head && Happened.Count == other.Happened.Count
        && Happened.SequenceEqual(other.Happened);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Head);
        foreach (var operation in Happened) hash.Add(operation);
        return hash.ToHashCode();
    }
}
