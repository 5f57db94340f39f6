namespace Timeline.Isolation;

/// <summary>The fields of a struct, by reflection: where no code can be made at run time.</summary>
internal sealed class ReflectedStruct<T> : StructCopier<T>
{
    private readonly ReflectedFields _fields = new(typeof(T));

    internal override void Copy(ref T part, CopyWalk walk)
    {
        if (part is null) return;
        object boxed = part;
        _fields.Copy(boxed, walk);
        part = (T)boxed;
    }

    internal override void Visit(ref T part, CopyWalk walk)
    {
        if (part is not null) _fields.Visit(part, walk);
    }
}
