namespace Timeline.Objects;

/// <summary>Of types whose own equality tells all that is written.</summary>
internal sealed class ExactLikeness<T> : Likeness<T>
{
    internal override bool Decides => true;

    internal override bool AreAlike(T? left, T? right, int depth, ref SettledPairs pairs) => typeof(T).IsValueType
        ? ExactTypes.AreAlike(left, right)
        : left is string text ? text.Equals(right as string, StringComparison.Ordinal) : ReferenceEquals(left, right);
}
