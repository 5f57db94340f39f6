namespace Timeline.Objects;

/// <summary>What a type says of one of its parts: the type it was declared with, and so how it is seen.</summary>
internal sealed class DeclaredPart(Type declared, Func<TypeView> find)
{
    internal DeclaredPart(ObjectTree tree, Type declared)
        : this(declared, () => tree.ViewOf(declared))
    {
    }

    internal Type Type => declared;

    /// <summary>The view of the declared type. Found when first asked for: types may contain themselves.</summary>
    internal TypeView View => field ??= find();
}
