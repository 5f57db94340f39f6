using System.Runtime.CompilerServices;
using Timeline.ChangeLogs;

namespace Timeline.Containers;

/// <summary>What an element is recorded as, where one record is the same as another only if it is the same object: to
/// compare what they say would cost their size.</summary>
internal readonly struct Recorded(ChangeContent content) : IEquatable<Recorded>
{
    public ChangeContent Content => content;

    public bool Equals(Recorded other) => ReferenceEquals(content, other.Content);

    public override bool Equals(object? obj) => obj is Recorded other && Equals(other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(content);
}
