using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Timeline.Objects;

/// <summary>Of options that are a null reference for nothing: both are nothing, or what they hold is alike.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2090", Justification = FSharpTypes.AreRefused)]
internal sealed class ReferenceOptionLikeness<TOption, T>(OptionView view) : Likeness<TOption>
    where TOption : class
{
    private readonly Func<TOption, T> _read = typeof(TOption)
        .GetProperty("Value", BindingFlags.Instance | BindingFlags.Public)!.GetMethod!
        .CreateDelegate<Func<TOption, T>>();

    internal override bool AreAlike(TOption? left, TOption? right, int depth, ref SettledPairs pairs) =>
        ReferenceEquals(left, right) || (left is not null && right is not null
            && LikenessOf.View<T>(view.Held.View).AreAlike(_read(left), _read(right), depth, ref pairs));
}
