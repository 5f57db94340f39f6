using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Objects;

/// <summary>Makes an object that differs from another in one member and shares all others with it.</summary>
/// <remarks>
/// A member that can be set, also one that only an initializer can set, is set in a copy; else the constructor that
/// System.Text.Json would call is called with what the members hold.
/// </remarks>
internal static class ObjectMaker
{
    private static readonly MethodInfo Copy =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Whether there is a way to set a member; one that has none follows from the others.</summary>
    internal static bool CanSet(ObjectView view, MemberView member) => view.Construct is not null
        || member.Contract.Set is not null
        || view.Contract.Properties.Any(it => it.Name == member.Name && it.AssociatedParameter is not null);

    internal static object With(ObjectView view, object seen, MemberView changed, object? part)
    {
        try
        {
            if (view.Construct is { } construct)
                return construct([.. view.Members.Select(it => ReferenceEquals(it, changed) ? part : it.Get(seen))]);
            if (changed.Contract.Set is { } set)
            {
                var copy = seen is ValueType ? RuntimeHelpers.GetObjectValue(seen) : Copy.Invoke(seen, null)!;
                set(copy, part);
                return copy;
            }

            return Constructed(view, seen, changed, part);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(view.Type, $"making another failed: {ObjectTree.ReasonOf(error)}", error);
        }
    }

    private static object Constructed(ObjectView view, object seen, MemberView changed, object? part)
    {
        var contract = view.Tree.Options.GetTypeInfo(seen.GetType());
        if (contract.ConstructorAttributeProvider is not ConstructorInfo constructor)
        {
            throw new ObjectFault(
                seen.GetType(), $"nothing but its constructor could set {changed.Name}, and it has none to call");
        }

        var arguments = new object?[constructor.GetParameters().Length];
        var isTaken = false;
        foreach (var property in contract.Properties)
        {
            if (property.AssociatedParameter is not { } parameter) continue;
            arguments[parameter.Position] = property.Name == changed.Name ? part : property.Get?.Invoke(seen);
            isTaken |= property.Name == changed.Name;
        }

        if (!isTaken) throw new ObjectFault(seen.GetType(), $"nothing can set {changed.Name}");
        var made = constructor.Invoke(arguments);
        foreach (var property in contract.Properties)
        {
            if (property is { AssociatedParameter: null, Set: { } set, Get: { } get }) set(made, get(seen));
        }

        return made;
    }
}
