namespace Timeline.Isolation;

/// <summary>The fields of a struct, by code made for the type.</summary>
internal sealed class CompiledStruct<T> : StructCopier<T>
{
    private readonly Act _copy = FieldCode.Copying(typeof(T)).CreateDelegate<Act>();
    private readonly Act _visit = FieldCode.Visiting(typeof(T)).CreateDelegate<Act>();

    private delegate void Act(ref T part, CopyWalk walk);

    internal override void Copy(ref T part, CopyWalk walk) => _copy(ref part, walk);

    internal override void Visit(ref T part, CopyWalk walk) => _visit(ref part, walk);
}
