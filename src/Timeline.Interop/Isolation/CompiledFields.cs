namespace Timeline.Isolation;

/// <summary>Fields of a class, by code made for the type.</summary>
internal sealed class CompiledFields : ObjectFields
{
    private readonly Action<object, CopyWalk> _copy;
    private readonly Action<object, CopyWalk> _visit;

    internal CompiledFields(Type type)
    {
        AreNone = !Changing(type).Any();
        _copy = FieldCode.Copying(type).CreateDelegate<Action<object, CopyWalk>>();
        _visit = FieldCode.Visiting(type).CreateDelegate<Action<object, CopyWalk>>();
    }

    internal override bool AreNone { get; }

    internal override void Copy(object copy, CopyWalk walk) => _copy(copy, walk);

    internal override void Visit(object original, CopyWalk walk) => _visit(original, walk);
}
