using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Timeline.Isolation;

namespace Timeline.Admission;

/// <summary>What a type of a model says of itself, read once.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Whoever makes the rule is told.")]
internal sealed class ModelShape
{
    private static readonly ConcurrentDictionary<Type, ModelShape> Known = new();

    private ModelShape(Type type)
    {
        var isOurs = !Platform.Owns(type);
        IsCollection = type != typeof(string) && Array.Exists(type.GetInterfaces(), IsCounted);
        Attributes = isOurs ? [.. type.GetCustomAttributes<ValidationAttribute>(true)] : [];
        Members = isOurs ? [.. MembersOf(type)] : [];
        IsPlain = !IsCollection && Attributes.Length == 0 && Members.Length == 0
            && !typeof(IValidatableObject).IsAssignableFrom(type);
    }

    /// <summary>Whether it is gone through. What only gives one element after another may never end.</summary>
    internal bool IsCollection { get; }

    /// <summary>Whether there is nothing to ask of it.</summary>
    internal bool IsPlain { get; }

    /// <summary>What is asked of an object as a whole.</summary>
    internal ValidationAttribute[] Attributes { get; }

    /// <summary>The properties of which something is asked, or of what they hold.</summary>
    internal ModelMember[] Members { get; }

    internal static ModelShape Of(Type type) => Known.GetOrAdd(type, static it => new ModelShape(it));

    private static IEnumerable<ModelMember> MembersOf(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(it => it.GetParameters()).ToLookup(it => it.Name);
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(it => it.GetMethod is { IsPublic: true } && it.GetIndexParameters().Length == 0)
            .Where(it => !it.PropertyType.IsByRef && !it.PropertyType.IsByRefLike && !it.PropertyType.IsPointer)
            .Select(it => new ModelMember(it, parameters[it.Name].Where(p => p.ParameterType == it.PropertyType)))
            .Where(it => it.Attributes.Length > 0 || it.MayHoldMore);
    }

    private static bool IsCounted(Type type) => type == typeof(ICollection) || (type.IsGenericType
        && (type.GetGenericTypeDefinition() is var it
            && (it == typeof(ICollection<>) || it == typeof(IReadOnlyCollection<>))));
}
