using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Walks all that types say they hold, without an object, and throws for the first that is refused.</summary>
/// <param name="tree">How the types are seen.</param>
/// <param name="isToBeMade">Whether objects of them are to be made of values, or only to be seen.</param>
internal sealed class TypeCheck(ObjectTree tree, bool isToBeMade)
{
    private readonly System.Collections.Generic.HashSet<Type> _seen = [];

    internal void Run(TypeView view)
    {
        if (!_seen.Add(view.Type)) return;
        if (isToBeMade) DemandMakable(view);
        if (view is not ObjectView it)
        {
            foreach (var part in view.PartTypes) Run(tree.ViewOf(part));
            return;
        }

        foreach (var member in it.Members)
        {
            try
            {
                Run(it, member);
            }
            catch (ObjectFault fault) when (fault.Passes(member.Step))
            {
                throw;
            }
        }
    }

    private void Run(ObjectView owner, MemberView member)
    {
        if (isToBeMade && !IsSet(owner, member))
        {
            if (!IsStored(owner.Type, member)) return;
            throw new ObjectFault(
                member.Contract.Type, "nothing sets it: no initializer, and no constructor's parameter");
        }

        Run(member.Part.View);
    }

    private static void DemandMakable(TypeView view)
    {
        if (Refusal.Unmakable(view) is { } reason) throw new ObjectFault(view.Type, reason);
        Value? nothing = view switch
        {
            SequenceView => Value.List.Empty,
            MappingView => Value.Map.Empty,
            _ => null,
        };
        try
        {
            // Whether a collection can be filled the platform says only when it is to.
            if (nothing is not null) _ = ObjectTree.Attempt(view, nothing);
        }
        catch (ObjectFault fault) when (fault.InnerException is not NotSupportedException)
        {
            // It can be made, though not of nothing.
        }
    }

    private static bool IsSet(ObjectView owner, MemberView member) => owner.Construct is not null
        || member.Contract.Set is not null
        || owner.Contract.Properties.Any(it => it.Name == member.Name && (it.AssociatedParameter is not null
            || it.ObjectCreationHandling == JsonObjectCreationHandling.Populate));

    /// <summary>Whether a member is kept in a field of its own; else it follows from others.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Built without reflection, nothing is asked.")]
    private static bool IsStored(Type owner, MemberView member) => JsonSerializer.IsReflectionEnabledByDefault
        && member.Contract.Reader is PropertyInfo { DeclaringType: { } holder } property
        && holder.IsAssignableFrom(owner)
        && holder.GetField(
            $"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
