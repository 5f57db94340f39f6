using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Timeline.Isolation;

/// <summary>Replaces in a struct what can change by copies.</summary>
internal abstract class StructCopier<T>
{
    internal static StructCopier<T> Make()
    {
        if (typeof(T) == typeof(JsonElement)) return (StructCopier<T>)(object)new JsonElementCopier();
        if (Collections.StructCopierOf(typeof(T)) is { } known) return (StructCopier<T>)known;
        // What cannot be copied is found when there is one, not when somebody asks for its type.
        if (TypeRefusal.Of(typeof(T)) is { } reason) return new RefusedStruct<T>(reason);
        return RuntimeFeature.IsDynamicCodeSupported ? new CompiledStruct<T>() : new ReflectedStruct<T>();
    }

    internal abstract void Copy(ref T part, CopyWalk walk);

    internal abstract void Visit(ref T part, CopyWalk walk);
}
