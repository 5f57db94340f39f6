namespace Timeline.Objects;

/// <summary>Of types that only a walk can compare: two are alike if they are one and the same object.</summary>
internal sealed class Unlike<T> : Likeness<T>
{
    internal static readonly Unlike<T> Instance = new();

    internal override bool CanTell => !typeof(T).IsValueType;

    internal override bool AreAlike(T? left, T? right, int depth, ref SettledPairs pairs) =>
        !typeof(T).IsValueType && ReferenceEquals(left, right);
}
