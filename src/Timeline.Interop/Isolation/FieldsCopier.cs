using System.Runtime.CompilerServices;

namespace Timeline.Isolation;

/// <summary>Copies an object field by field, whatever its properties say.</summary>
internal sealed class FieldsCopier(Type type) : Copier
{
    private readonly ObjectFields _fields = ObjectFields.Of(type);

    internal override bool IsFirm { get; } = Unchanging.IsFirm(type);

    internal override bool IsFlat => _fields.AreNone;

    internal override object Make(object original, CopyWalk walk) => MemberwiseClone(original);

    internal override void Fill(object original, object copy, CopyWalk walk) => _fields.Copy(copy, walk);

    internal override void Visit(object original, CopyWalk walk) => _fields.Visit(original, walk);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(MemberwiseClone))]
    private static extern object MemberwiseClone(object original);
}
