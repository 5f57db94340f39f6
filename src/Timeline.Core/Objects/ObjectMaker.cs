using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>Makes an object that differs from another in some members and shares all others with it.</summary>
/// <remarks>
/// A member that can be set, also one that only an initializer can set, is set in a copy; else the constructor that
/// System.Text.Json would call is called with what the members hold.
/// </remarks>
internal static class ObjectMaker
{
    private static readonly MethodInfo Copy =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Whether there is a way to set a member of an object; else it follows from the others.</summary>
    internal static bool CanSet(ObjectView view, object seen, MemberView member) => view.Construct is not null
        || member.Contract.Set is not null
        || ContractOf(view, seen).Properties.Any(it => it.Name == member.Name && it.AssociatedParameter is not null);

    internal static object With(ObjectView view, object seen, MemberView changed, object? part) =>
        With(view, seen, new Dictionary<MemberView, object?> { [changed] = part });

    /// <summary>
    /// An object that differs in several members: made at once, for a constructor may refuse what lies between.
    /// </summary>
    internal static object With(ObjectView view, object seen, IReadOnlyDictionary<MemberView, object?> changed)
    {
        try
        {
            if (view.Construct is { } construct)
            {
                return construct([.. view.Members.Select(
                    it => changed.TryGetValue(it, out var part) ? part : it.Get(seen))]);
            }

            var made = changed.Keys.All(it => it.Contract.Set is not null)
                ? seen is ValueType ? RuntimeHelpers.GetObjectValue(seen) : Copy.Invoke(seen, null)!
                : Constructed(view, seen, changed);
            foreach (var (member, part) in changed) member.Contract.Set?.Invoke(made, part);
            return made;
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(view.Type, $"making another failed: {ObjectTree.ReasonOf(error)}", error);
        }
    }

    private static object Constructed(ObjectView view, object seen, IReadOnlyDictionary<MemberView, object?> changed)
    {
        var parts = changed.Where(it => it.Key.Contract.Set is null).ToDictionary(it => it.Key.Name, it => it.Value);
        var contract = ContractOf(view, seen);
        if (contract.ConstructorAttributeProvider is not ConstructorInfo constructor)
        {
            throw new ObjectFault(
                seen.GetType(),
                $"nothing but its constructor could set {parts.Keys.First()}, and it has none to call");
        }

        var arguments = new object?[constructor.GetParameters().Length];
        foreach (var property in contract.Properties)
        {
            if (property.AssociatedParameter is not { } parameter) continue;
            var isChanged = parts.Remove(property.Name, out var part);
            arguments[parameter.Position] = isChanged ? part : property.Get?.Invoke(seen);
        }

        if (parts.Count > 0) throw new ObjectFault(seen.GetType(), $"nothing can set {parts.Keys.First()}");
        var made = constructor.Invoke(arguments);
        foreach (var property in contract.Properties)
        {
            if (property is { AssociatedParameter: null, Set: { } set, Get: { } get }) set(made, get(seen));
        }

        return made;
    }

    private static JsonTypeInfo ContractOf(ObjectView view, object seen) =>
        view.Type == seen.GetType() ? view.Contract : view.Tree.Options.GetTypeInfo(seen.GetType());
}
