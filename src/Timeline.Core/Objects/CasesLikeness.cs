namespace Timeline.Objects;

/// <summary>Of types with several cases: both are of one case, and alike as such.</summary>
internal sealed class CasesLikeness<T>(CasesView view) : Likeness<T>
{
    internal override bool AreAlike(T? left, T? right, int depth, ref SettledPairs pairs)
    {
        if (!typeof(T).IsValueType && ReferenceEquals(left, right)) return true;
        if (left is null || right is null || depth == 0) return false;
        object one = left, other = right;
        var seen = view.Of(one);
        return ReferenceEquals(seen, view.Of(other)) && seen.Likeness is { } likeness
            && likeness.AreAlike(one, other, depth - 1, ref pairs);
    }
}
