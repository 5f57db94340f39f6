using LanguageExt;

namespace Timeline.Objects;

/// <summary>Of options of LanguageExt: both are none, or what they hold is alike.</summary>
internal sealed class OptionLikeness<T>(OptionView view) : Likeness<Option<T>>
{
    private static readonly Func<T, T?> Held = static held => held;

    private static readonly Func<T?> Nothing = static () => default;

    private readonly DeclaredPart _held = view.Held;

    internal override bool AreAlike(Option<T> left, Option<T> right, int depth, ref SettledPairs pairs) =>
        left.IsSome == right.IsSome && (left.IsNone || LikenessOf.View<T>(_held.View).AreAlike(
            left.MatchUnsafe(Held, Nothing), right.MatchUnsafe(Held, Nothing), depth, ref pairs));
}
