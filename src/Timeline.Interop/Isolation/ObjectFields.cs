using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Isolation;

/// <summary>The fields of a type whose contents can change, replaced by copies or shown.</summary>
/// <remarks>The object is one of the type, or a boxed one if the type is a struct.</remarks>
internal abstract class ObjectFields
{
    /// <summary>Whether there is no such field.</summary>
    internal abstract bool AreNone { get; }

    internal static ObjectFields Of(Type type) => RuntimeFeature.IsDynamicCodeSupported && !type.IsValueType
        ? new CompiledFields(type)
        : new ReflectedFields(type);

    /// <summary>Replaces in a copy what each field holds by its copy.</summary>
    internal abstract void Copy(object copy, CopyWalk walk);

    /// <summary>Shows what each field holds.</summary>
    internal abstract void Visit(object original, CopyWalk walk);

    /// <summary>The fields of a type that do not simply stay as they are.</summary>
    internal static IEnumerable<FieldInfo> Changing(Type type) => InstanceFields.Of(type)
        .Where(it => !InstanceFields.IsComparer(it) && !Unchanging.IsKeptAsDeclared(it.FieldType));
}
