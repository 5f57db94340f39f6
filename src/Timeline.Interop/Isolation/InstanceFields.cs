using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Timeline.Isolation;

/// <summary>All that an object of a type is made of: its fields, those of its bases and private ones as well.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Where fields may be cut away nothing is copied.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where fields may be cut away nothing is copied.")]
internal static class InstanceFields
{
    private const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static IEnumerable<FieldInfo> Of(Type type)
    {
        for (var it = type; it is not null && it != typeof(object); it = it.BaseType)
        {
            foreach (var field in it.GetFields(Own)) yield return field;
        }
    }

    /// <summary>The name of the member that a field is for.</summary>
    internal static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is var end and > 1
            ? field.Name[1..end]
            : field.Name;

    /// <summary>Whether a field is left empty in a copy: subscribers, and what the platform makes anew.</summary>
    internal static bool IsCleared(FieldInfo field) => IsEvent(field) || Platform.IsCache(field);

    /// <summary>Whether a field is for something that compares, which is kept whatever it is.</summary>
    internal static bool IsComparer(FieldInfo field) => Platform.IsComparer(field.FieldType);

    private static bool IsEvent(FieldInfo field) => typeof(Delegate).IsAssignableFrom(field.FieldType)
        && field.DeclaringType!.GetEvent(field.Name, Own) is not null;
}
