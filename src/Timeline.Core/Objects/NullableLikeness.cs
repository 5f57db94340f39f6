namespace Timeline.Objects;

/// <summary>Of nullable structs: both are nothing, or what they hold is alike.</summary>
internal sealed class NullableLikeness<T>(TypeView held) : Likeness<T?>
    where T : struct
{
    private readonly Likeness<T> _held = LikenessOf.View<T>(held);

    internal override bool Decides => _held.Decides;

    internal override void Prepare() => _held.Prepare();

    internal override bool AreAlike(T? left, T? right, int depth, ref SettledPairs pairs) =>
        left.HasValue == right.HasValue && (!left.HasValue
            || _held.AreAlike(left.GetValueOrDefault(), right.GetValueOrDefault(), depth, ref pairs));
}
