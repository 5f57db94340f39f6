namespace Timeline.Isolation;

/// <summary>Copies whole what has no parts of its own that can change.</summary>
internal sealed class FunctionCopier<T>(Func<T, T> copy) : Copier
    where T : class
{
    internal override bool IsFlat => true;

    internal override object Make(object original, CopyWalk walk) => copy((T)original);
}
