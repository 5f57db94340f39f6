using LanguageExt;

namespace Timeline.Objects;

/// <summary>The code for one type of <c>Either</c>.</summary>
internal abstract class SideCode(Type left, Type right) : CompiledParts(left, right)
{
    internal abstract bool IsLeft(object seen);

    internal abstract object? Read(object seen);

    internal abstract object Make(bool isLeft, object? held);
}

/// <summary>As <see cref="SideCode"/>, with the types.</summary>
/// <typeparam name="TLeft">The type of the left side.</typeparam>
/// <typeparam name="TRight">The type of the right side.</typeparam>
internal sealed class SideCode<TLeft, TRight>() : SideCode(typeof(TLeft), typeof(TRight))
{
    internal override bool IsLeft(object seen) => ((Either<TLeft, TRight>)seen).IsLeft;

    internal override object? Read(object seen) =>
        ((Either<TLeft, TRight>)seen).MatchUnsafe(right => (object?)right, left => left);

    internal override object Make(bool isLeft, object? held) => isLeft
        ? Prelude.Left<TLeft, TRight>((TLeft)held!)
        : Prelude.Right<TLeft, TRight>((TRight)held!);
}
