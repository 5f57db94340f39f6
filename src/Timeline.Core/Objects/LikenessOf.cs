using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LanguageExt;

namespace Timeline.Objects;

/// <summary>Finds the likeness of a view.</summary>
internal static class LikenessOf
{
    /// <summary>The likeness of a view of a type.</summary>
    internal static Likeness<T> View<T>(TypeView view) => view.Likeness as Likeness<T>
        ?? (view is LeafView { IsExact: true } ? new ExactLikeness<T>() : Unlike<T>.Instance);

    /// <summary>
    /// A likeness for a view; null where no code can be made at run time, so no type can be made of types.
    /// </summary>
    internal static Likeness? Make(TypeView view)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported) return null;
        var type = view.Type;
        return view switch
        {
            LeafView { IsExact: true } => Make(typeof(ExactLikeness<>), [type]),
            ObjectView => Make(typeof(MembersLikeness<>), [type], view),
            CasesView when Nullable.GetUnderlyingType(type) is { } held =>
                Make(typeof(NullableLikeness<>), [held], view.Tree.ViewOf(held)),
            CasesView => Make(typeof(CasesLikeness<>), [type], view),
            SequenceView { IsSet: false } list =>
                Make(typeof(ElementsLikeness<,>), [type, list.Element.Type], list.Element),
            OptionView it when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Option<>) =>
                Make(typeof(OptionLikeness<>), [it.Held.Type], it),
            OptionView it when !type.IsValueType =>
                Make(typeof(ReferenceOptionLikeness<,>), [type, it.Held.Type], it),
            _ => Make(typeof(Unlike<>), [type]),
        };
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The likenesses ask nothing of the types.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Called only where code can be made.")]
    private static Likeness Make(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type definition,
        Type[] types,
        params object[] given) =>
        (Likeness)Activator.CreateInstance(definition.MakeGenericType(types), given)!;
}
