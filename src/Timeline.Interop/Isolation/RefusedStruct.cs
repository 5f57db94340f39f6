namespace Timeline.Isolation;

/// <summary>A struct that cannot be copied.</summary>
internal sealed class RefusedStruct<T>(string reason) : StructCopier<T>
{
    internal override void Copy(ref T part, CopyWalk walk) => throw new IsolationFault(typeof(T), reason);

    internal override void Visit(ref T part, CopyWalk walk) => walk.VisitChanging();
}
